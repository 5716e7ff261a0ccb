import type { CommandHead, MergeContacts } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { derivedId } from "../derived-id.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import type { Merge, MergeCause, MergedField } from "../merge-record.ts";
import {
  type Contact,
  FIELD_NAMES,
  type FieldName,
  type FieldState,
  type SuspectedDuplicate,
} from "../model.ts";
import {
  existingGroupings,
  type IdentityState,
  identifierKey,
  pairKey,
  successorKey,
  survivorOf,
  the,
} from "../state.ts";
import { mergeConflicts } from "./merge-conflicts.ts";
import { mergeField } from "./merge-field.ts";

/** SPEC 6.2, 6.3, 6.5. Its preview is this decision, not carried out. */
export function mergeContacts(command: MergeContacts, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { survivorId, loserId } = command;
  for (const contactId of [survivorId, loserId]) {
    const contact = state.contacts.get(contactId);
    if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId });
    const survivor = survivorOf(state, contactId) ?? contact;
    if (survivor !== contact)
      return refused({ code: "CONTACT_MERGED", contactId, survivorId: survivor.id });
  }
  if (survivorId === loserId) return refused({ code: "MERGE_WITH_ITSELF", contactId: survivorId });
  recordMerge(draft, { contactId: survivorId }, { survivorId, loserId, cause: "BY_HAND" });
  return accepted(draft, { contactId: survivorId });
}

/** Merges two contacts that are there, neither of them merged, in a command of any kind (P5). */
export function recordMerge(
  draft: Draft,
  about: Partial<EventHead>,
  { survivorId, loserId, cause }: { survivorId: string; loserId: string; cause: MergeCause },
): void {
  const { command } = draft;
  const merge = mergeOf(draft, command, draft.contact(survivorId), draft.contact(loserId));
  const { fields } = draft.contact(survivorId);
  draft.record({
    ...headOf(command, about),
    kind: "ContactsMerged",
    contactId: survivorId,
    otherContactId: loserId,
    mergeId: derivedId(command.id, "merge"),
    cause,
    merge,
    versions: Object.fromEntries(
      merge.filled.map(({ field }) => [field, (fields[field]?.version ?? 0) + 1]),
    ),
  });
}

function mergeOf(draft: Draft, command: CommandHead, survivor: Contact, loser: Contact): Merge {
  const { state } = draft;
  const visitorIds = the(state.visitorIdsOf, loser.id).toSorted();
  const ownVisitorIds = the(state.visitorIdsOf, survivor.id).toSorted();
  const fields: MergedField[] = [];
  const filled: FieldChange[] = [];
  const before: { [F in FieldName]?: FieldState } = {};
  for (const field of FIELD_NAMES) {
    const merged = mergeField(field, survivor, loser);
    if (merged === null) continue;
    fields.push({
      field,
      outcome: merged.outcome,
      survivor: survivor.fields[field]?.value ?? null,
      loser: loser.fields[field]?.value ?? null,
    });
    if (!merged.fill) continue;
    filled.push(merged.fill);
    const own = survivor.fields[field];
    if (own && own.value !== null) before[field] = own;
  }
  return {
    survivorId: survivor.id,
    loserId: loser.id,
    fields,
    filled,
    before,
    identifiers: loser.identifiers.toSorted((one, other) =>
      identifierKey(one.kind, one.value) < identifierKey(other.kind, other.value) ? -1 : 1,
    ),
    visitorIds,
    ownVisitorIds,
    provenVisitorIds: [...visitorIds, ...ownVisitorIds].filter((id) => draft.visitor(id).proven),
    standInIds: visitorIds.filter((id) => {
      const { successorOf } = draft.visitor(id);
      return (
        successorOf?.contactId === loser.id &&
        !state.successors.get(successorKey(successorOf.visitorId, survivor.id))
      );
    }),
    listIds: lacking(existingGroupings(state, loser.listIds), survivor.listIds),
    tagIds: lacking(existingGroupings(state, loser.tagIds), survivor.tagIds),
    assigneeId: survivor.assigneeId === null ? loser.assigneeId : null,
    archivedAt:
      survivor.status === "archived" && loser.status === "active" ? survivor.archivedAt : null,
    ...mergeConflicts(command, survivor, loser),
    ...mergePairs(state, survivor.id, loser.id),
  };
}

const lacking = (ids: readonly string[], own: readonly string[]) =>
  ids.filter((id) => !own.includes(id)).toSorted();

/** Whom the loser was suspected to be, the survivor is suspected to be now, unless that is known already. */
function mergePairs(
  state: IdentityState,
  survivorId: string,
  loserId: string,
): Pick<Merge, "movedPairs" | "settledPairs"> {
  const movedPairs: SuspectedDuplicate[] = [];
  const settledPairs: SuspectedDuplicate[] = [];
  for (const otherId of the(state.suspectIdsOf, loserId).toSorted()) {
    const pair = the(state.suspicions, pairKey(loserId, otherId));
    const settled = otherId === survivorId || state.suspicions.get(pairKey(survivorId, otherId));
    (settled ? settledPairs : movedPairs).push(pair);
  }
  return { movedPairs, settledPairs };
}
