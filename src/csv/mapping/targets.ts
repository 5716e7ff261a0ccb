import type { ADDRESS_PARTS, IdentifierKind, TextField } from "../../identity/model.ts";
import type { Values } from "../../identity/normalize/claims.ts";
import type { ValueProblem } from "../../identity/refusals.ts";
import type { RowProblemCode } from "../csv-row.ts";

/** What the cells of a column are. */
export type ColumnTarget =
  | { readonly to: "FIELD"; readonly field: CellField }
  /** `part` null: the whole address stands in one cell, and is kept as its first line. */
  | { readonly to: "ADDRESS"; readonly address: AddressField; readonly part: AddressPart | null }
  | { readonly to: "ATTRIBUTE"; readonly key: string }
  /** Each cell is a JSON object of attributes, as an export writes it. */
  | { readonly to: "ATTRIBUTES" }
  | { readonly to: "TAGS"; readonly separator: string }
  | { readonly to: "LISTS"; readonly separator: string }
  /** The email of the member whom the contact's conversations are assigned to. */
  | { readonly to: "ASSIGNEE" }
  | { readonly to: "IGNORE" };
export type CellField = IdentifierKind | TextField;
export type AddressField = "contactAddress" | "billingAddress";
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** A column of one file: counted from 1, with its header as it is written ("" where there is none). */
export interface MappedColumn {
  readonly column: number;
  readonly header: string;
  readonly target: ColumnTarget;
}

export interface ColumnSuggestion extends MappedColumn {
  /** Its first cells that are not blank, at most three. */
  readonly samples: readonly string[];
  /** How likely the target is right, from 0 to 1. */
  readonly confidence: number;
  readonly because: "HEADER" | "CONTENT" | "NOTHING";
}

/** Why no row can be read by a mapping. */
export interface MappingProblem {
  readonly code:
    | "FIRST_NAME_NOT_MAPPED"
    | "LAST_NAME_NOT_MAPPED"
    | "IDENTIFIER_NOT_MAPPED"
    | "AMBIGUOUS_COLUMNS"
    | "MALFORMED_ATTRIBUTE_KEY"
    | "MALFORMED_SEPARATOR";
  /** The columns that it is about, none when one is missing. */
  readonly columns: readonly number[];
  readonly message: string;
}

/** A row's person, its values in the form in which they are compared and kept. */
export interface PersonRow {
  readonly ok: true;
  readonly line: number;
  readonly values: Values;
  /** Names as they are written, each once (as names are compared). */
  readonly tags: readonly string[];
  readonly lists: readonly string[];
  /** Normalised; whether a member has it is not known here. */
  readonly assigneeEmail: string | null;
}

export interface RefusedRow {
  readonly ok: false;
  readonly line: number;
  readonly problems: readonly CellProblem[];
}

/** What is wrong with a cell, or with the whole row (`column` null). The message never repeats the value. */
export interface CellProblem {
  readonly column: number | null;
  readonly header: string | null;
  readonly code: CellProblemCode;
  readonly message: string;
}
export type CellProblemCode =
  | ValueProblem
  | RowProblemCode
  | "BLANK_ROW"
  /** Neither an email nor a phone number. */
  | "NO_IDENTIFIER"
  /** More than one email or phone number in one cell: which is meant is not ours to say. */
  | "SEVERAL_VALUES"
  /** A phone number whose digits a spreadsheet rounded away. */
  | "SPREADSHEET_NUMBER"
  /** An error of a formula, where a value was. */
  | "SPREADSHEET_ERROR"
  /** A phone number that is valid only with "+" before it. */
  | "PLUS_MISSING"
  | "MALFORMED_JSON"
  | "MALFORMED_NAMES"
  | "TOO_MANY_NAMES"
  /** One attribute, twice in a row and differently. */
  | "ATTRIBUTE_TWICE";
