import type { NoteInboundMessage } from "../commands.ts";
import type { Decision } from "../decision.ts";
import { accepted, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";
import { reactivateContact } from "./reactivate-contact.ts";
import { recordVisitor } from "./record-visitor.ts";

/** What a message means for who is who: an anonymous record (SPEC 2.2), an archived contact back (SPEC 3.5). */
export function noteInboundMessage(command: NoteInboundMessage, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { visitorId, channel, conversationId, happenedAt, kind, sender } = command;
  const about = { visitorId, channel, conversationId, happenedAt };
  const { contactId } = recordVisitor(draft, visitorId, { about, kind, sender });
  if (contactId) reactivateContact(draft, { ...about, contactId });
  return accepted(draft, { visitorId, contactId });
}
