import type { Draft } from "../draft.ts";
import type { FieldChange } from "../field-change.ts";
import type { ImportPolicy } from "../import-model.ts";
import type { Claim, Contact, FieldName, FieldValue, Json } from "../model.ts";
import { identifierKey, the } from "../state.ts";
import { agree, isIdentifier } from "../values.ts";
import { filling, replacing } from "./claimed-field.ts";
import { type ClaimedField, isFree, judgeClaim } from "./judge-claim.ts";
import { standBeside } from "./stand-beside.ts";

/** What a row changes of the main values of a contact. */
export interface ImportedChanges {
  readonly filled: FieldChange[];
  readonly replaced: FieldChange[];
}

interface ImportedField {
  readonly field: FieldName;
  readonly claim: Claim;
  readonly contactId: string;
}

/**
 * SPEC 8.5 for one field, judged as a verified claim is (F1 to F6): blanks are filled, identifiers included, and what
 * differs goes by the policy. What agrees changes nothing, not even its proof. What an import has said of the contact
 * once is not said again (F6): neither what an agent decided nor what a newer value superseded comes back with the same
 * file, unless it is imported to overwrite.
 */
export function decideImportedField(
  draft: Draft,
  policy: ImportPolicy,
  { field, claim, contactId }: ImportedField,
  changes: ImportedChanges,
): void {
  const contact = draft.contact(contactId);
  if (isOwn(draft, field, claim.value, contactId)) return;
  const free = isFree(draft, field, claim, contact);
  const overwrites = policy === "OVERWRITE" && free;
  const lastSaid = overwrites ? null : saidBefore(draft, field, claim, contactId);
  const said: ClaimedField = { field, claim, contactId, visitorId: null, lastSaid };
  const { fill, differs } = judgeClaim(draft, said, contact);
  const main = contact.fields[field];
  if (overwrites && differs !== null && main !== undefined) {
    const next = typeof differs === "string" ? differs : { ...(fill as object), ...differs };
    changes.replaced.push({ ...replacing(field, main, claim, next), replaces: main });
    return;
  }
  if (fill !== null) changes.filled.push({ ...filling(field, main, claim, fill), ...was(main) });
  if (differs !== null && policy !== "KEEP") standBeside(draft, said, differs);
}

/** An identifier that the contact has already, main or alternate, is nothing new. */
function isOwn(draft: Draft, field: FieldName, value: FieldValue, contactId: string): boolean {
  if (!isIdentifier(field)) return false;
  const owner = draft.state.owners.get(identifierKey(field, value as string));
  return owner?.type === "contact" && owner.id === contactId;
}

/** Of what the row says of the field, that which an import has said before, if anything. */
function saidBefore(draft: Draft, field: FieldName, claim: Claim, contactId: string): Claim | null {
  const secondaries = the(draft.state.importedConflictsOf, contactId)
    .map((id) => the(draft.state.conflicts, id))
    // What was withdrawn, with the import or with a merge, counts as not said.
    .filter((conflict) => conflict.field === field && conflict.status !== "withdrawn")
    .map(({ secondary }) => secondary);
  if (secondaries.length === 0) return null;
  const { value } = claim;
  if (typeof value === "string")
    return secondaries.some((one) => agree(one as Json, value)) ? claim : null;
  const parts = Object.entries(value).filter(([part, given]) =>
    secondaries.some(
      (one) =>
        typeof one !== "string" && Object.hasOwn(one, part) && agree(one[part] as Json, given),
    ),
  );
  return { ...claim, value: Object.fromEntries(parts) };
}

/** What it was before, where it was something: what undoing the import brings back. */
const was = (main: Contact["fields"][FieldName]) =>
  main === undefined || main.value === null ? {} : { replaces: main };
