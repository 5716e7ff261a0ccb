import type { OptOutOfPush } from "../commands.ts";
import type { Decision } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import type { IdentityState } from "../state.ts";

/** SPEC 2.2: revoking what was never given is no error. */
export function optOutOfPush(command: OptOutOfPush, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { visitorId } = command;
  const visitor = state.visitors.get(visitorId);
  const contactId = visitor?.contactId ?? null;
  if (visitor?.pushOptedIn)
    draft.record({ ...headOf(command, { contactId }), kind: "PushOptedOut", visitorId });
  return accepted(draft, { visitorId, contactId });
}
