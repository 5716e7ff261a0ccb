import type { CommandHead, MergeContacts } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { derivedId } from "../derived-id.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import type { EventHead, FieldChange } from "../events.ts";
import type { Merge, MergeCause, MergedField } from "../merge-record.ts";
import { type Contact, FIELD_NAMES, type SuspectedDuplicate } from "../model.ts";
import { type IdentityState, pairKey, successorKey, the } from "../state.ts";
import { mergeConflicts } from "./merge-conflicts.ts";
import { mergeField } from "./merge-field.ts";

/** SPEC 6.2, 6.3, 6.5. Its preview is this decision, not carried out. */
export function mergeContacts(command: MergeContacts, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { survivorId, loserId } = command;
  for (const contactId of [survivorId, loserId]) {
    const contact = state.contacts.get(contactId);
    if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId });
    if (contact.mergedInto) {
      const code = "CONTACT_MERGED";
      return refused({ code, contactId, survivorId: contact.mergedInto });
    }
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
  const visitorIds = the(state.visitorIdsOf, loser.id);
  const fields: MergedField[] = [];
  const filled: FieldChange[] = [];
  for (const field of FIELD_NAMES) {
    const merged = mergeField(field, survivor, loser);
    if (merged === null) continue;
    fields.push({
      field,
      outcome: merged.outcome,
      survivor: survivor.fields[field]?.value ?? null,
      loser: loser.fields[field]?.value ?? null,
    });
    if (merged.fill) filled.push(merged.fill);
  }
  return {
    survivorId: survivor.id,
    loserId: loser.id,
    fields,
    filled,
    identifiers: loser.identifiers,
    visitorIds,
    ownVisitorIds: the(state.visitorIdsOf, survivor.id),
    standInIds: visitorIds.filter((id) => {
      const { successorOf } = draft.visitor(id);
      return (
        successorOf?.contactId === loser.id &&
        !state.successors.get(successorKey(successorOf.visitorId, survivor.id))
      );
    }),
    listIds: loser.listIds.filter((id) => !survivor.listIds.includes(id)),
    tagIds: loser.tagIds.filter((id) => !survivor.tagIds.includes(id)),
    assigneeId: survivor.assigneeId === null ? loser.assigneeId : null,
    archivedAt:
      survivor.status === "archived" && loser.status === "active" ? survivor.archivedAt : null,
    ...mergeConflicts(command, survivor, loser),
    ...mergePairs(state, survivor.id, loser.id),
  };
}

/** Whom the loser was suspected to be, the survivor is suspected to be now, unless that is known already. */
function mergePairs(
  state: IdentityState,
  survivorId: string,
  loserId: string,
): Pick<Merge, "movedPairs" | "settledPairs"> {
  const movedPairs: SuspectedDuplicate[] = [];
  const settledPairs: SuspectedDuplicate[] = [];
  for (const otherId of the(state.suspectIdsOf, loserId)) {
    const pair = the(state.suspicions, pairKey(loserId, otherId));
    const settled = otherId === survivorId || state.suspicions.get(pairKey(survivorId, otherId));
    (settled ? settledPairs : movedPairs).push(pair);
  }
  return { movedPairs, settledPairs };
}
