import type { NoteInboundMessage } from "../commands.ts";
import type { Decision } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";
import { recordVisitor } from "./record-visitor.ts";

/** What a message means for who is who: an anonymous record (SPEC 2.2), an archived contact back (SPEC 3.5). */
export function noteInboundMessage(command: NoteInboundMessage, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { visitorId, channel, conversationId, happenedAt, kind, sender } = command;
  const about = { visitorId, channel, conversationId, happenedAt };
  const { contactId } = recordVisitor(draft, visitorId, { about, kind, sender });
  if (contactId && draft.contact(contactId).status === "archived") {
    const head = headOf(command, about);
    draft.record({ ...head, kind: "ContactReactivated", contactId, cause: "MESSAGE" });
  }
  return accepted(draft, { visitorId, contactId });
}
