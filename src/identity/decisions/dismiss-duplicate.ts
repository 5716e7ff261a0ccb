import type { DismissDuplicate } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, the } from "../state.ts";

/** SPEC 6.1: they are two people. Dismissing again changes nothing. */
export function dismissDuplicate(command: DismissDuplicate, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { suspicionId } = command;
  const key = state.pairKeys.get(suspicionId);
  if (key === undefined) return refused({ code: "SUSPECTED_DUPLICATE_NOT_FOUND", suspicionId });
  const { contactIds, status } = the(state.suspicions, key);
  const [contactId, otherContactId] = contactIds;
  if (status === "open")
    draft.record({
      ...headOf(command, { contactId }),
      kind: "DuplicateDismissed",
      contactId,
      suspicionId,
      otherContactId,
    });
  return accepted(draft, { contactId });
}
