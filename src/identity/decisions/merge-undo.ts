import { derivedId } from "../derived-id.ts";
import type { Draft } from "../draft.ts";
import type { FieldChange } from "../events.ts";
import type { MergeRecord, MergeUndo, StaysWithSurvivor } from "../merge-record.ts";
import {
  type Conflict,
  type Contact,
  IDENTIFIER_KINDS,
  type Identifier,
  type SuspectedDuplicate,
  type Visitor,
} from "../model.ts";
import { identifierKey, pairKey, successorKey, the } from "../state.ts";
import { saysNothingNew } from "../values.ts";

/** What goes back as it was, and what stays because somebody touched it since (SPEC 6.4). */
export function undoOf(draft: Draft, merge: MergeRecord): MergeUndo {
  const survivor = draft.contact(merge.survivorId);
  const stays: StaysWithSurvivor[] = [];
  const identifiers = returning(draft, merge, survivor, stays);
  const visitorIds = goingBack(draft, merge, identifiers, stays);
  const archivedAgain = merge.archivedAt !== null && survivor.status === "active";
  return {
    survivorId: merge.survivorId,
    loserId: merge.loserId,
    reverted: reverted(draft, merge, survivor, identifiers, stays),
    lost: lost(draft, merge, identifiers),
    identifiers,
    visitorIds,
    standInIds: merge.standInIds.filter((id) => standsIn(draft, merge, visitorIds, id)),
    listIds: merge.listIds.filter((id) => survivor.listIds.includes(id)),
    tagIds: merge.tagIds.filter((id) => survivor.tagIds.includes(id)),
    unassigned: merge.assigneeId !== null && survivor.assigneeId === merge.assigneeId,
    archivedAt: archivedAgain ? merge.archivedAt : null,
    ...undoneConflicts(draft, merge, survivor, visitorIds, stays),
    ...undonePairs(draft, merge),
    stays,
  };
}

/** The loser's emails and phones that are still beside the survivor's main values, or where the merge put them. */
function returning(
  { state }: Draft,
  merge: MergeRecord,
  survivor: Contact,
  stays: StaysWithSurvivor[],
): Identifier[] {
  return merge.identifiers.flatMap((one) => {
    const { kind, value } = one;
    const owner = state.owners.get(identifierKey(kind, value));
    const now = survivor.identifiers.find((own) => own.kind === kind && own.value === value);
    const isChosen = now?.primary && survivor.fields[kind]?.version !== merge.versions[kind];
    if (owner?.id === survivor.id && now && !isChosen) return [one];
    const why = now ? "MAIN_VALUE_SINCE" : owner ? "GIVEN_TO_ANOTHER" : "REMOVED_SINCE";
    stays.push({ what: "IDENTIFIER", kind, value, why });
    return [];
  });
}

/** Those that changed over, and those that came since through an email or phone that goes back. */
function goingBack(
  draft: Draft,
  merge: MergeRecord,
  identifiers: readonly Identifier[],
  stays: StaysWithSurvivor[],
): string[] {
  const ids = the(draft.state.visitorIdsOf, merge.survivorId);
  for (const visitorId of merge.visitorIds) {
    if (ids.includes(visitorId)) continue;
    const why = draft.state.visitors.get(visitorId) ? "UNLINKED_SINCE" : "ERASED";
    stays.push({ what: "VISITOR", visitorId, why });
  }
  return ids.filter(
    (id) =>
      merge.visitorIds.includes(id) ||
      (!merge.ownVisitorIds.includes(id) && cameThrough(draft.visitor(id), identifiers)),
  );
}

/** As P4: of an email and a phone that lead apart, the verified one counts, else the email. */
function cameThrough({ claims }: Visitor, identifiers: readonly Identifier[]): boolean {
  const said = IDENTIFIER_KINDS.flatMap((kind) => {
    const claim = claims[kind];
    return claim ? [{ kind, claim }] : [];
  });
  const chosen = said.find(({ claim }) => claim.verified) ?? said[0];
  return identifiers.some(
    ({ kind, value }) => kind === chosen?.kind && value === chosen.claim.value,
  );
}

function standsIn(draft: Draft, merge: MergeRecord, visitorIds: readonly string[], id: string) {
  if (!visitorIds.includes(id)) return false;
  const { successorOf } = draft.visitor(id);
  return (
    successorOf?.contactId === merge.survivorId &&
    !draft.state.successors.get(successorKey(successorOf.visitorId, merge.loserId))
  );
}

/** What the merge filled in goes, unless it was changed since. */
function reverted(
  { command }: Draft,
  merge: MergeRecord,
  survivor: Contact,
  identifiers: readonly Identifier[],
  stays: StaysWithSurvivor[],
): FieldChange[] {
  return merge.filled.flatMap(({ field, previous, next }) => {
    const now = survivor.fields[field];
    if (now === undefined || now.version !== merge.versions[field]) {
      stays.push({ what: "FIELD", field, why: "CHANGED_SINCE" });
      return [];
    }
    const isIdentifier = IDENTIFIER_KINDS.some((kind) => kind === field);
    // An email or phone that stays because it is somebody's choice is reported with the identifiers.
    if (isIdentifier && !identifiers.some((one) => one.kind === field && one.value === next))
      return [];
    const origin = { ...now.origin, happenedAt: command.at };
    return [{ field, previous: now.value, next: previous, verified: false, origin }];
  });
}

/** The loser's main emails and phones that it does not get back. */
function lost(draft: Draft, merge: MergeRecord, identifiers: readonly Identifier[]): FieldChange[] {
  const { fields } = draft.contact(merge.loserId);
  return IDENTIFIER_KINDS.flatMap((field) => {
    const main = fields[field];
    if (!main || main.value === null) return [];
    if (identifiers.some((one) => one.kind === field && one.value === main.value)) return [];
    const origin = { ...main.origin, happenedAt: draft.command.at };
    return [{ field, previous: main.value, next: null, verified: false, origin }];
  });
}

function undoneConflicts(
  { state }: Draft,
  merge: MergeRecord,
  survivor: Contact,
  visitorIds: readonly string[],
  stays: StaysWithSurvivor[],
): Pick<MergeUndo, "reopened" | "withdrawnConflictIds"> {
  const withdrawnConflictIds = merge.newConflicts
    .map(({ id }) => id)
    .filter((id) => state.conflicts.get(id)?.status === "open");
  const ended = new Map<string, Conflict["status"]>([
    ...merge.superseded.map(({ conflictId }) => [conflictId, "superseded"] as const),
    ...merge.closedConflictIds.map((id) => [id, "closed"] as const),
  ]);
  const reopened: { conflictId: string; contactId: string }[] = [];
  for (const conflictId of merge.movedConflictIds) {
    const conflict = the(state.conflicts, conflictId);
    const { visitorId } = conflict.origin;
    // What a visitor said that was unlinked since is withdrawn.
    const isBack = visitorId === null || visitorIds.includes(visitorId);
    if (isBack && conflict.status === (ended.get(conflictId) ?? "open"))
      reopened.push({ conflictId, contactId: merge.loserId });
    else stays.push({ what: "CONFLICT", conflictId, why: "DECIDED_SINCE" });
  }
  for (const { conflictId } of merge.superseded) {
    if (merge.movedConflictIds.includes(conflictId)) continue;
    if (merge.newConflicts.some(({ id }) => id === conflictId)) continue;
    const conflict = the(state.conflicts, conflictId);
    const inItsPlace = survivor.openConflicts[conflict.field];
    const isFree =
      !inItsPlace ||
      withdrawnConflictIds.includes(inItsPlace.id) ||
      reopened.some((one) => one.conflictId === inItsPlace.id);
    const stillDiffers = !saysNothingNew(
      conflict.secondary,
      survivor.fields[conflict.field]?.value,
    );
    const { visitorId } = conflict.origin;
    const isLinked =
      visitorId === null || state.visitors.get(visitorId)?.contactId === merge.survivorId;
    if (conflict.status === "superseded" && isFree && isLinked && stillDiffers)
      reopened.push({ conflictId, contactId: merge.survivorId });
    else stays.push({ what: "CONFLICT", conflictId, why: "DECIDED_SINCE" });
  }
  return { reopened, withdrawnConflictIds };
}

function undonePairs(
  { state, command }: Draft,
  merge: MergeRecord,
): Pick<MergeUndo, "movedPairs" | "settledPairs" | "dismissed"> {
  const { survivorId, loserId } = merge;
  const movedPairs: SuspectedDuplicate[] = [];
  for (const { contactIds } of merge.movedPairs) {
    const other = contactIds.find((id) => id !== loserId) as string;
    const now = state.suspicions.get(pairKey(survivorId, other));
    if (now) movedPairs.push(now);
  }
  const own = pairKey(survivorId, loserId);
  const known = merge.settledPairs.find(({ contactIds }) => pairKey(...contactIds) === own);
  const dismissed: SuspectedDuplicate | null =
    merge.cause === "BY_HAND"
      ? null
      : {
          id: known?.id ?? derivedId(command.id, "suspicion0"),
          contactIds: [survivorId, loserId].sort() as [string, string],
          reasons: known?.reasons ?? ["BOTH_VERIFIED_AND_COMPLEMENTARY"],
          score: known?.score ?? 0,
          status: "dismissed",
        };
  const settledPairs = merge.settledPairs.filter(
    (pair) => !dismissed || pairKey(...pair.contactIds) !== own,
  );
  return { movedPairs, settledPairs, dismissed };
}
