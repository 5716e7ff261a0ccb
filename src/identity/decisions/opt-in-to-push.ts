import type { OptInToPush } from "../commands.ts";
import type { Decision } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";
import { recordVisitor } from "./record-visitor.ts";

/** SPEC 2.2: a state of its own, whatever the visitor's kind. */
export function optInToPush(command: OptInToPush, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { visitorId } = command;
  const about = { visitorId };
  const visitor = recordVisitor(draft, visitorId, { about, kind: "PUSH", sender: null });
  const { contactId } = visitor;
  if (!visitor.pushOptedIn)
    draft.record({ ...headOf(command, { contactId }), kind: "PushOptedIn", visitorId });
  return accepted(draft, { visitorId, contactId });
}
