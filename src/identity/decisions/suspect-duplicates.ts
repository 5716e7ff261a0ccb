import type { SuspectDuplicates } from "../commands.ts";
import type { Decision } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, pairKey, survivorOf } from "../state.ts";

/** Records the pairs that are not known yet, dismissed ones included. Contacts may be gone or merged by now. */
export function suspectDuplicates(command: SuspectDuplicates, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  for (const { id, contactIds, reasons, score } of command.pairs) {
    const [one, other] = contactIds.map((contactId) => survivorOf(state, contactId)?.id).sort();
    if (one === undefined || other === undefined || one === other) continue;
    if (draft.state.suspicions.get(pairKey(one, other))) continue;
    draft.record({
      ...headOf(command, { contactId: one }),
      kind: "DuplicateSuspected",
      contactId: one,
      suspicionId: id,
      otherContactId: other,
      reasons,
      score,
    });
  }
  return accepted(draft, {});
}
