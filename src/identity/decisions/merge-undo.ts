import type { Draft } from "../draft.ts";
import type { FieldChange } from "../field-change.ts";
import type { MergeRecord, MergeUndo, StaysWithSurvivor } from "../merge-record.ts";
import {
  type Contact,
  type FieldValue,
  IDENTIFIER_KINDS,
  type Identifier,
  type IdentifierKind,
  type Visitor,
} from "../model.ts";
import { existingGroupings, identifierKey, the } from "../state.ts";
import { isAccountChannel } from "./claimed-field.ts";
import { undoneConflicts } from "./merge-undo-conflicts.ts";
import { undonePairs } from "./merge-undo-pairs.ts";

/** What goes back as it was, and what stays because somebody touched it since (SPEC 6.4). */
export function undoOf(draft: Draft, merge: MergeRecord): MergeUndo {
  const survivor = draft.contact(merge.survivorId);
  const stays: StaysWithSurvivor[] = [];
  const identifiers = returning(draft, merge, survivor, stays);
  const visitorIds = goingBack(draft, merge, identifiers, stays);
  const changes = [
    ...reverted(draft, merge, survivor, identifiers, stays),
    ...ownMainAgain(draft, merge, survivor, identifiers),
  ];
  const archivedAgain = merge.archivedAt !== null && survivor.status === "active";
  return {
    survivorId: merge.survivorId,
    loserId: merge.loserId,
    reverted: changes,
    lost: lost(draft, merge, identifiers),
    identifiers,
    visitorIds,
    unprovenVisitorIds: unproven(draft, merge, survivor, identifiers, visitorIds),
    standInIds: visitorIds.filter(
      (id) => draft.visitor(id).successorOf?.contactId === merge.survivorId,
    ),
    listIds: both(merge.listIds, existingGroupings(draft.state, survivor.listIds)),
    tagIds: both(merge.tagIds, existingGroupings(draft.state, survivor.tagIds)),
    unassigned: merge.assigneeId !== null && survivor.assigneeId === merge.assigneeId,
    archivedAt: archivedAgain ? merge.archivedAt : null,
    ...undoneConflicts(draft, merge, { visitorIds, reverted: changes }, stays),
    ...undonePairs(draft, merge),
    stays,
  };
}

const both = (ids: readonly string[], others: readonly string[]) =>
  ids.filter((id) => others.includes(id));

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
    const isChosen = now?.primary && isChoice(merge, survivor, kind);
    // With the proof that it was given since.
    if (owner?.id === survivor.id && now && !isChosen) return [{ ...one, verified: now.verified }];
    const why = now ? "MAIN_VALUE_SINCE" : owner ? "GIVEN_TO_ANOTHER" : "REMOVED_SINCE";
    stays.push({ what: "IDENTIFIER", kind, value, why });
    return [];
  });
}

/** Whether somebody chose the survivor's main email or phone since; the last login to name one did not. */
function isChoice(merge: MergeRecord, { fields }: Contact, kind: IdentifierKind): boolean {
  const main = fields[kind];
  const isAsMerged = main?.version === merge.versions[kind];
  return !isAsMerged && !isAccountChannel(main?.origin.channel ?? null);
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
  const isBack = (id: string) =>
    merge.visitorIds.includes(id) ||
    (!merge.ownVisitorIds.includes(id) && cameThrough(draft.visitor(id), identifiers));
  return ids.filter(isBack).toSorted();
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

/**
 * Who proved only an identifier of the other contact has not proved its own: it must not read what it could not read
 * before.
 */
function unproven(
  draft: Draft,
  merge: MergeRecord,
  survivor: Contact,
  identifiers: readonly Identifier[],
  visitorIds: readonly string[],
): string[] {
  const returns = new Set(identifiers.map(({ kind, value }) => identifierKey(kind, value)));
  const stay = survivor.identifiers
    .map(({ kind, value }) => identifierKey(kind, value))
    .filter((key) => !returns.has(key));
  const sides = [returns, new Set(stay)] as const;
  return the(draft.state.visitorIdsOf, merge.survivorId)
    .filter((id) => {
      const visitor = draft.visitor(id);
      if (!visitor.proven || merge.provenVisitorIds.includes(id)) return false;
      const [own, others] = visitorIds.includes(id) ? sides : sides.toReversed();
      const proved = provedBy(visitor);
      return !proved.some((key) => own?.has(key)) || proved.some((key) => others?.has(key));
    })
    .toSorted();
}

const provedBy = ({ claims }: Visitor): string[] =>
  IDENTIFIER_KINDS.flatMap((kind) => {
    const claim = claims[kind];
    return claim?.verified ? [identifierKey(kind, claim.value as string)] : [];
  });

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
    const returns = (value: FieldValue | null | undefined) =>
      identifiers.some((one) => one.kind === field && one.value === value);
    if (now && now.version !== merge.versions[field] && returns(now.value)) return [];
    if (now === undefined || now.version !== merge.versions[field]) {
      stays.push({ what: "FIELD", field, why: "CHANGED_SINCE" });
      return [];
    }
    const isIdentifier = IDENTIFIER_KINDS.some((kind) => kind === field);
    // An email or phone that stays because it is somebody's choice is reported with the identifiers.
    if (isIdentifier && !returns(next)) return [];
    const { verified = false, origin = { ...now.origin, happenedAt: command.at } } =
      merge.before[field] ?? {};
    return [{ field, previous: now.value, next: previous, verified, origin }];
  });
}

/** The survivor's main email or phone is its own again where a login since had put one in its place that goes back. */
function ownMainAgain(
  { command }: Draft,
  merge: MergeRecord,
  survivor: Contact,
  identifiers: readonly Identifier[],
): FieldChange[] {
  return IDENTIFIER_KINDS.flatMap((field) => {
    const now = survivor.fields[field];
    if (!now || now.version === merge.versions[field]) return [];
    if (!identifiers.some((one) => one.kind === field && one.value === now.value)) return [];
    const previously = merge.fields.find((one) => one.field === field)?.survivor;
    const own = survivor.identifiers.find((one) => one.kind === field && one.value === previously);
    const origin = {
      channel: null,
      visitorId: own?.visitorId ?? null,
      conversationId: null,
      happenedAt: command.at,
    };
    const [next, verified] = [own?.value ?? null, own?.verified ?? false];
    return [{ field, previous: now.value, next, verified, origin }];
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
