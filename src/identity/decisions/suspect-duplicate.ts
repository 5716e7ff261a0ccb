import { derivedId } from "../derived-id.ts";
import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { DuplicateReason } from "../model.ts";
import { pairKey } from "../state.ts";

/** How likely a pair is one person, by what a visitor claimed. */
const SCORES = {
  BOTH_VERIFIED_AND_COMPLEMENTARY: 0.95,
  VERIFIED_IDENTIFIER_OF_ANOTHER: 0.8,
  EMAIL_AND_PHONE_OF_TWO_CONTACTS: 0.7,
  ACTIVE_AND_ARCHIVED_MATCH: 0.7,
  UNVERIFIED_IDENTIFIER_OF_ANOTHER: 0.4,
} as const satisfies { readonly [R in DuplicateReason]?: number };
export type ClaimReason = keyof typeof SCORES;

/** Records that two contacts may be one person, once a pair (SPEC 6.1). */
export function suspectDuplicate(
  draft: Draft,
  about: Partial<EventHead> & { contactId: string },
  otherContactId: string,
  reason: ClaimReason,
): void {
  if (draft.state.suspicions.get(pairKey(about.contactId, otherContactId))) return;
  const count = draft.events.filter((event) => event.kind === "DuplicateSuspected").length;
  draft.record({
    ...headOf(draft.command, about),
    contactId: about.contactId,
    kind: "DuplicateSuspected",
    suspicionId: derivedId(draft.command.id, `suspicion${count as 0 | 1 | 2 | 3}`),
    otherContactId,
    reasons: [reason],
    score: SCORES[reason],
  });
}
