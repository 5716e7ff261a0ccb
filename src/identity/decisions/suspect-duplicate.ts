import { derivedId } from "../derived-id.ts";
import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { DuplicateReason } from "../model.ts";
import { pairKey } from "../state.ts";

/** Records that two contacts may be one person, once a pair (SPEC 6.1). */
export function suspectDuplicate(
  draft: Draft,
  about: Partial<EventHead> & { contactId: string },
  otherContactId: string,
  reason: DuplicateReason,
): void {
  if (draft.state.suspicions.get(pairKey(about.contactId, otherContactId))) return;
  const count = draft.events.filter((event) => event.kind === "DuplicateSuspected").length;
  draft.record({
    ...headOf(draft.command, about),
    contactId: about.contactId,
    kind: "DuplicateSuspected",
    suspicionId: derivedId(draft.command.id, `suspicion${count as 0 | 1 | 2 | 3}`),
    otherContactId,
    reason,
  });
}
