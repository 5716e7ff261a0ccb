import type { RowReasonCode } from "../../database/imports/import-record.ts";
import { enumOf } from "../enum-of.ts";

export const ImportRefusedReasonCode = enumOf<RowReasonCode>(
  "ImportRefusedReasonCode",
  "Why a row of a file is refused.",
  {
    MALFORMED: "It is not what the column is: no email address, no phone number, …",
    PLACEHOLDER: "It stands for nothing, such as `none@none.com`.",
    TOO_LONG: "It is longer than the field may be.",
    ILL_ENCODED: "It holds what can't be stored.",
    BLANK: "It is empty.",
    UNKNOWN_COUNTRY: "No country has that code or name.",
    UNKNOWN_PART: "The field has no such part.",
    TEXT_AFTER_QUOTE: "A quoted cell goes on after its closing quote.",
    CELL_TOO_LONG: "The cell is longer than is read.",
    UNSTORABLE_TEXT: "It holds NUL, or half of a character.",
    TOO_MANY_CELLS: "The row has more cells than the header has names.",
    BLANK_ROW: "The row is blank.",
    NO_IDENTIFIER: "The row has neither an email nor a phone number.",
    SEVERAL_VALUES: "Several emails or phone numbers stand in one cell.",
    SPREADSHEET_NUMBER: "A spreadsheet rounded the digits of a phone number away.",
    SPREADSHEET_ERROR: "A spreadsheet left the error of a formula in the place of a value.",
    PLUS_MISSING: "The phone number is valid only with `+` before it.",
    MALFORMED_JSON: "It is no JSON object.",
    MALFORMED_NAMES: "The names in the cell can't be told apart.",
    TOO_MANY_NAMES: "It names too many lists or tags.",
    IDENTIFIER_OF_MEMBER: "The email or phone number belongs to a member of the workspace.",
    DETAILS_MISSING: "It would be a new contact, which needs a first and a last name.",
    ASSIGNEE_NOT_FOUND: "No member of the workspace has that email.",
    TOO_MANY_ROWS_TOGETHER:
      "More than a thousand rows of the file share emails or phone numbers, directly or by others: they can't be one person's.",
    NOT_APPLIED: "An error of this service kept it from being applied: import it again.",
    ATTRIBUTE_TWICE: "The row says one attribute twice, and differently.",
  },
);
