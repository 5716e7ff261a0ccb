import type { MappedColumn } from "../../../csv/mapping/targets.ts";
import type { RowReason, RowReasonCode } from "../../../database/imports/import-record.ts";
import type { FieldName } from "../../../identity/model.ts";
import type { Refusal } from "../../../identity/refusals.ts";

const NAMES: { readonly [F in FieldName]?: string } = {
  email: "email",
  phone: "phone number",
  firstName: "first name",
  lastName: "last name",
};

/** Why the rules refuse a row, as its reasons are told. */
export function problemOfRefusal(
  refusal: Refusal | null,
  columns: readonly MappedColumn[],
): RowReason {
  switch (refusal?.code) {
    case "IDENTIFIER_TAKEN":
      return at(
        refusal.field,
        columns,
        "IDENTIFIER_OF_MEMBER",
        `The ${NAMES[refusal.field]} is a member's of this workspace, so it can't be a contact's.`,
      );
    case "DETAILS_MISSING": {
      const missing = refusal.fields.map((field) => NAMES[field]).join(" and no ");
      return at(
        refusal.fields[0],
        columns,
        "DETAILS_MISSING",
        `Nobody is known by this email or phone number, and a new contact needs a first and a last name: there is no ${missing}.`,
      );
    }
    default:
      return NOT_APPLIED;
  }
}

export const wholeRow = (code: RowReasonCode, message: string): RowReason => ({
  column: null,
  header: null,
  code,
  message,
});

export const NOT_APPLIED = wholeRow(
  "NOT_APPLIED",
  "An error of this service kept the row from being applied. Nothing of it was written: import it again.",
);

function at(
  field: FieldName | undefined,
  columns: readonly MappedColumn[],
  code: RowReasonCode,
  message: string,
): RowReason {
  const column = columns.find(({ target }) => target.to === "FIELD" && target.field === field);
  return { column: column?.column ?? null, header: column?.header || null, code, message };
}
