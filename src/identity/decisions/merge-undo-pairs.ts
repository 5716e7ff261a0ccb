import { derivedId } from "../derived-id.ts";
import type { Draft } from "../draft.ts";
import type { MergeRecord, MergeUndo } from "../merge-record.ts";
import type { SuspectedDuplicate } from "../model.ts";
import { pairKey, survivorOf, the } from "../state.ts";

/** Suspicions go back as they are now: whom they name may have been merged since, and may have been dismissed. */
export function undonePairs(
  draft: Draft,
  merge: MergeRecord,
): Pick<MergeUndo, "movedPairs" | "settledPairs" | "dismissed"> {
  const { state } = draft;
  const { survivorId, loserId } = merge;
  const now = the(state.suspectIdsOf, survivorId).map((otherId) =>
    the(state.suspicions, pairKey(survivorId, otherId)),
  );
  const movedPairs = merge.movedPairs.flatMap(({ id }) => now.find((pair) => pair.id === id) ?? []);
  const taken = new Set(
    movedPairs.map(({ contactIds }) => pairKey(loserId, otherOf(contactIds, survivorId))),
  );
  const dismissed = dismissedPair(draft, merge);
  const settledPairs: SuspectedDuplicate[] = [];
  for (const pair of merge.settledPairs) {
    const otherId = otherOf(pair.contactIds, loserId);
    if (otherId === survivorId) {
      if (!dismissed) settledPairs.push(pair);
      continue;
    }
    const other = survivorOf(state, otherId);
    const key = pairKey(loserId, other?.id ?? "");
    if (!other || taken.has(key)) continue;
    taken.add(key);
    const contactIds = [loserId, other.id].sort() as [string, string];
    settledPairs.push({ ...pair, contactIds });
  }
  return { movedPairs, settledPairs, dismissed };
}

/** An automatic merge that is undone is not made again. */
function dismissedPair({ command }: Draft, merge: MergeRecord): SuspectedDuplicate | null {
  if (merge.cause === "BY_HAND") return null;
  const { survivorId, loserId } = merge;
  const own = pairKey(survivorId, loserId);
  const known = merge.settledPairs.find(({ contactIds }) => pairKey(...contactIds) === own);
  return {
    id: known?.id ?? derivedId(command.id, "suspicion0"),
    contactIds: [survivorId, loserId].sort() as [string, string],
    reasons: known?.reasons ?? ["BOTH_VERIFIED_AND_COMPLEMENTARY"],
    score: known?.score ?? 0,
    status: "dismissed",
    dismissal: { by: command.actor, at: command.at },
  };
}

const otherOf = (contactIds: readonly [string, string], id: string) =>
  contactIds[0] === id ? contactIds[1] : contactIds[0];
