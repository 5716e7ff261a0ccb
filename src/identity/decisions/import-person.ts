import type { ImportPerson } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { derivedId } from "../derived-id.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import {
  type Claim,
  type Contact,
  FIELD_NAMES,
  type FieldName,
  IDENTIFIER_KINDS,
  type IdentifierKind,
} from "../model.ts";
import { type IdentityState, identifierKey, the } from "../state.ts";
import { decideImportedField, type ImportedChanges } from "./imported-field.ts";
import { changeMainValues } from "./main-value.ts";
import { suspectDuplicate } from "./suspect-duplicate.ts";

/**
 * SPEC 8.5: whom a row of a file names, and what it adds. The email names the person before the phone does, whether or
 * not its contact is archived, and an archived one stays archived. Nobody has the identifiers: a new contact, of which
 * the row has to say as much as an agent has to who makes one (SPEC 3.2).
 */
export function importPerson(command: ImportPerson, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { values } = command;
  for (const field of IDENTIFIER_KINDS) {
    const holder = ownerOf(state, command, field);
    if (holder?.type === "member")
      return refused({ code: "IDENTIFIER_TAKEN", field, holder, contactId: null });
  }
  const [byEmail, byPhone] = [holderOf(state, command, "email"), holderOf(state, command, "phone")];
  const known = byEmail ?? byPhone;
  if (!known) {
    const missing: FieldName[] = (["firstName", "lastName"] as const).filter((one) => !values[one]);
    if (missing.length > 0) return refused({ code: "DETAILS_MISSING", fields: missing });
  }
  const contactId = known?.id ?? derivedId(command.id, "contact");
  const about = { ...headOf(command, { contactId, channel: "IMPORT" }), contactId };
  if (known) decideFields(draft, command, about);
  else draft.record({ ...about, kind: "ContactCreated", changes: firstValues(command) });
  addGroupings(draft, command, about);
  assign(draft, command, about);
  if (byEmail && byPhone && byEmail.id !== byPhone.id)
    suspectDuplicate(
      draft,
      about,
      byPhone.id,
      byEmail.status === byPhone.status
        ? "EMAIL_AND_PHONE_OF_TWO_CONTACTS"
        : "ACTIVE_AND_ARCHIVED_MATCH",
    );
  return accepted(draft, { contactId });
}

function ownerOf(state: IdentityState, { values }: ImportPerson, kind: IdentifierKind) {
  const value = values[kind];
  return value === undefined ? undefined : state.owners.get(identifierKey(kind, value as string));
}

function holderOf(
  state: IdentityState,
  command: ImportPerson,
  kind: IdentifierKind,
): Contact | null {
  const owner = ownerOf(state, command, kind);
  return owner ? the(state.contacts, owner.id) : null;
}

/** The admin vouches for what the file says. */
const claimOf = ({ at }: ImportPerson, value: Claim["value"]): Claim => ({
  value,
  verified: true,
  origin: { channel: "IMPORT", visitorId: null, conversationId: null, happenedAt: at },
});

function firstValues(command: ImportPerson): FieldChange[] {
  return FIELD_NAMES.flatMap((field) => {
    const value = command.values[field];
    if (value === undefined) return [];
    const { verified, origin } = claimOf(command, value);
    return [{ field, previous: null, next: value, verified, origin }];
  });
}

function decideFields(
  draft: Draft,
  command: ImportPerson,
  about: EventHead & { contactId: string },
): void {
  const { contactId } = about;
  const changes: ImportedChanges = { filled: [], replaced: [] };
  for (const field of FIELD_NAMES) {
    const value = command.values[field];
    if (value === undefined) continue;
    const claim = claimOf(command, value);
    decideImportedField(draft, command.policy, { field, claim, contactId }, changes);
  }
  changeMainValues(draft, about, "FILLED", changes.filled);
  changeMainValues(draft, about, "IMPORTED", changes.replaced);
}

/** Lists and tags only ever gain people: a column that is missing takes nobody off. */
function addGroupings(
  draft: Draft,
  { tagIds, listIds }: ImportPerson,
  about: EventHead & { contactId: string },
): void {
  const exists = (id: string) => draft.state.groupings.get(id) !== undefined;
  for (const tagId of tagIds)
    if (exists(tagId) && !draft.contact(about.contactId).tagIds.includes(tagId))
      draft.record({ ...about, kind: "ContactTagged", tagId });
  for (const listId of listIds)
    if (exists(listId) && !draft.contact(about.contactId).listIds.includes(listId))
      draft.record({ ...about, kind: "ContactListed", listId });
}

/** Nobody's becomes the named member's. Another member's does under `OVERWRITE` only: there are no conflicts about it. */
function assign(
  draft: Draft,
  { assigneeId, policy }: ImportPerson,
  about: EventHead & { contactId: string },
): void {
  const previousAssigneeId = draft.contact(about.contactId).assigneeId;
  if (assigneeId === null || assigneeId === previousAssigneeId) return;
  if (previousAssigneeId !== null && policy !== "OVERWRITE") return;
  if (!draft.state.members.get(assigneeId)?.active) return;
  draft.record({
    ...about,
    kind: "ContactAssigned",
    assigneeId,
    previousAssigneeId,
    cause: "IMPORTED",
  });
}
