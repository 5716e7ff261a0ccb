import type { UndoImportedContact } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { deleteContact } from "../deletion.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import type { EventHead, IdentityEvent } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import type { FieldName } from "../model.ts";
import { type IdentityState, pairKey } from "../state.ts";
import { isIdentifier } from "../values.ts";

type About = EventHead & { readonly contactId: string };

/**
 * A contact that an import made is deleted; another one becomes what it was before. Nobody else touched it since, which
 * the caller has seen to: so what the import did is all that there is between then and now. Lists and tags that were
 * deleted, members who were removed, and contacts that are gone stay so.
 */
export function undoImportedContact(command: UndoImportedContact, state: IdentityState): Decision {
  const { contactId, did } = command;
  const contact = state.contacts.get(contactId);
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId });
  if (did.some(({ kind }) => kind === "ContactCreated"))
    return deleteContact(
      { ...command, type: "DeleteContact" },
      { contact, visitorIds: [], mergedContactIds: [] },
    );
  const draft = openDraft(command, state);
  const about = { ...headOf(command, { contactId }), contactId };
  withdrawConflicts(draft, did, about);
  restoreValues(draft, did, about);
  reopenConflicts(draft, did, about);
  leaveGroupings(draft, did, about);
  assignAsBefore(draft, did, about);
  withdrawSuspicions(draft, did, about);
  return accepted(draft, { contactId });
}

/** Also those that it superseded itself: what is withdrawn counts as not said, should the file come again. */
function withdrawConflicts(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  for (const event of did) {
    if (event.kind !== "ConflictOpened") continue;
    const { conflictId, field } = event;
    if (isOf(draft, conflictId, about))
      draft.record({ ...about, kind: "ConflictWithdrawn", conflictId, field });
  }
}

/** Those that were open before. */
function reopenConflicts(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  for (const event of did) {
    if (event.kind !== "ConflictSuperseded" && event.kind !== "ConflictClosed") continue;
    const { conflictId, field } = event;
    if (!isOf(draft, conflictId, about)) continue;
    const status = draft.state.conflicts.get(conflictId)?.status;
    if (status !== "superseded" && status !== "closed") continue;
    draft.record({ ...about, kind: "ConflictReopened", conflictId, field });
  }
}

/** Who had said it may have been erased meanwhile, and the conflict with him. */
const isOf = (draft: Draft, conflictId: string, { contactId }: About) =>
  draft.state.conflicts.get(conflictId)?.contactId === contactId;

/** The first change of a field says what was there before. */
function restoreValues(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  const said = did.flatMap((event) => (event.kind === "ContactUpdated" ? event.changes : []));
  const first = new Map<FieldName, FieldChange>();
  for (const change of said) if (!first.has(change.field)) first.set(change.field, change);
  if (first.size === 0) return;
  const { fields } = draft.contact(about.contactId);
  const changes = [...first].map(([field, { replaces }]): FieldChange => {
    const origin = { channel: null, visitorId: null, conversationId: null };
    return {
      field,
      previous: fields[field]?.value ?? null,
      next: replaces?.value ?? null,
      verified: replaces?.verified ?? false,
      origin: replaces?.origin ?? { ...origin, happenedAt: about.happenedAt },
      ...(isIdentifier(field) ? { previousBecomes: "freed" as const } : {}),
    };
  });
  draft.record({ ...about, kind: "ContactUpdated", cause: "IMPORT_UNDONE", changes });
  freeAlternates(draft, said, about);
}

/** An email or phone that the import brought and then replaced itself. */
function freeAlternates(draft: Draft, said: readonly FieldChange[], about: About): void {
  for (const { field: kind, next: value } of said) {
    if (!isIdentifier(kind) || typeof value !== "string") continue;
    const { identifiers } = draft.contact(about.contactId);
    if (identifiers.some((one) => one.kind === kind && one.value === value && !one.primary))
      draft.record({ ...about, kind: "AlternateIdentifierRemoved", identifier: { kind, value } });
  }
}

function leaveGroupings(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  const exists = (id: string) => draft.state.groupings.get(id) !== undefined;
  for (const event of did) {
    const { tagIds, listIds } = draft.contact(about.contactId);
    if (event.kind === "ContactTagged" && tagIds.includes(event.tagId) && exists(event.tagId))
      draft.record({ ...about, kind: "ContactUntagged", tagId: event.tagId });
    if (event.kind === "ContactListed" && listIds.includes(event.listId) && exists(event.listId))
      draft.record({ ...about, kind: "ContactUnlisted", listId: event.listId });
  }
}

function assignAsBefore(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  const first = did.find((event) => event.kind === "ContactAssigned");
  if (first === undefined) return;
  const before = first.previousAssigneeId;
  const stays = before !== null && draft.state.members.get(before)?.active === true;
  const [assigneeId, previousAssigneeId] = [
    stays ? before : null,
    draft.contact(about.contactId).assigneeId,
  ];
  if (assigneeId === previousAssigneeId) return;
  const change = { assigneeId, previousAssigneeId, cause: "IMPORT_UNDONE" as const };
  draft.record({ ...about, kind: "ContactAssigned", ...change });
}

/** Those that nobody has looked at since. */
function withdrawSuspicions(draft: Draft, did: readonly IdentityEvent[], about: About): void {
  for (const event of did) {
    if (event.kind !== "DuplicateSuspected") continue;
    const { suspicionId, otherContactId } = event;
    const pair = draft.state.suspicions.get(pairKey(about.contactId, otherContactId));
    if (pair?.id !== suspicionId || pair.status !== "open") continue;
    if (draft.state.contacts.get(otherContactId) === undefined) continue;
    draft.record({ ...about, kind: "DuplicateWithdrawn", suspicionId, otherContactId });
  }
}
