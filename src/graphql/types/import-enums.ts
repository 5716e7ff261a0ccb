import type { UndoObstacle } from "../../actions/imports/undo-import.ts";
import type { Delimiter, Encoding, Quote } from "../../csv/dialect.ts";
import type { ColumnSuggestion, MappingProblem } from "../../csv/mapping/targets.ts";
import type { ImportProblem, ImportState as State } from "../../database/imports/import-record.ts";
import type { ImportPolicy as Policy, RowOutcome } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";
import { enumOf } from "../enum-of.ts";

export const ImportState = enumOf<State>("ImportState", "Where an import stands.", {
  UPLOADED: "The file is there. Map its columns, then preview it.",
  PREVIEW_QUEUED: "It waits to be previewed.",
  PREVIEWING: "The whole file is being tried.",
  PREVIEWED: "It is known what running it would do. Run it, or configure it anew.",
  QUEUED: "It waits to be run.",
  RUNNING: "Its rows are being applied.",
  FINISHED: "All of its rows were applied or refused.",
  CANCELLED: "Somebody ended it. What was applied until then stays.",
  STOPPED:
    "The file can't be imported as it is: `problem` says why. Where another configuration helps, preview it again.",
  UNDO_QUEUED: "It waits to be undone.",
  UNDOING: "What it did is being taken back.",
  UNDONE: "What it did was taken back.",
});

export const ImportPolicy = enumOf<Policy>(
  "ImportPolicy",
  "What happens where the file says something else than a contact does.",
  {
    OPEN_CONFLICTS: "The contact's value stays, and the file's is kept beside it as a conflict.",
    OVERWRITE: "The file's value counts.",
    KEEP: "The contact's value stays, and the file's is dropped.",
  },
);

export const ImportEncoding = builder.enumType("ImportEncoding", {
  description: "How a file writes its characters.",
  values: {
    UTF_8: { value: "UTF-8", description: "With or without a byte order mark." },
    UTF_16_LE: {
      value: "UTF-16LE",
      description: "As Excel writes `Unicode text`, with or without a byte order mark.",
    },
    UTF_16_BE: {
      value: "UTF-16BE",
      description: "The same, the other byte first.",
    },
    WINDOWS_1252: {
      value: "WINDOWS-1252",
      description: "Western European, also called ANSI or Latin 1.",
    },
  } as const satisfies Record<string, { value: Encoding; description: string }>,
});

export const ImportDelimiter = builder.enumType("ImportDelimiter", {
  description: "What stands between two cells.",
  values: {
    COMMA: { value: ",", description: "A comma." },
    SEMICOLON: {
      value: ";",
      description: "`;`: a semicolon, as Excel writes it in much of Europe.",
    },
    TAB: { value: "\t", description: "A tab." },
    PIPE: { value: "|", description: "`|`: a vertical bar." },
  } as const satisfies Record<string, { value: Delimiter; description: string }>,
});

export const ImportQuote = builder.enumType("ImportQuote", {
  description: "What stands around a cell that holds delimiters, quotes or line breaks.",
  values: {
    DOUBLE: { value: '"', description: 'The double quote, `"`.' },
    SINGLE: { value: "'", description: "The single quote, `'`." },
  } as const satisfies Record<string, { value: Quote; description: string }>,
});

export const ImportSuggestionReason = enumOf<ColumnSuggestion["because"]>(
  "ImportSuggestionReason",
  "What a suggestion goes by.",
  {
    HEADER: "The column's header.",
    CONTENT: "What its cells look like.",
    NOTHING: "Nothing: it is not known what the column is.",
  },
);

export const ImportRowOutcome = enumOf<RowOutcome>(
  "ImportRowOutcome",
  "What becomes of a row of the file. A person counts as the first of created, conflicting, filled and unchanged that it is.",
  {
    CREATED: "A new contact.",
    CONFLICTING: "The contact has a value that differs, which stays beside the file's.",
    FILLED: "The contact gets something that it lacked, and nothing that differs.",
    UNCHANGED: "The contact says all of it already.",
    REPEATED: "A further row of somebody who is counted by an earlier one.",
    REFUSED: "It can't be taken.",
  },
);

export const ImportPhase = enumOf<"WAITING" | "READING" | "TRYING" | "APPLYING" | "UNDOING">(
  "ImportPhase",
  "What is being done with an import.",
  {
    WAITING: "Nothing yet: others of the workspace are before it.",
    READING: "The file is being read.",
    TRYING: "It is being found out what its rows would do.",
    APPLYING: "Its rows are being applied.",
    UNDOING: "What it did is being taken back.",
  },
);

const PROBLEMS: Readonly<Record<ImportProblem["code"], string>> = {
  WRONG_ENCODING: "It holds bytes that are no characters in the encoding.",
  UNCLOSED_QUOTE: "A quoted cell does not end.",
  TOO_MANY_COLUMNS: "It has more columns than are read.",
  ROW_TOO_LONG: "A row is longer than is read: rather a quote that is never closed.",
  TOO_MANY_ROWS: "It has more rows than are read: split it.",
  NO_HEADER: "Its first row says no names of columns.",
  UNREADABLE: "Its header can't be read.",
  GAP: "A column between others has no name.",
  REPEATED: "Two columns have one name.",
  TOO_MANY_NEW_NAMES:
    "It names more lists and tags that do not exist than can be meant: map another column to them.",
  INTERNAL_ERROR: "An error of this service kept it from being tried: preview it again.",
  FILE_EXPIRED: "It was not run in time, and removed. Upload it again.",
};
const PROBLEM_NAMES: Partial<typeof PROBLEMS> = {
  UNREADABLE: "HEADER_UNREADABLE",
  GAP: "HEADER_GAP",
  REPEATED: "HEADER_REPEATED",
};

export const ImportProblemCode = builder.enumType("ImportProblemCode", {
  description: "Why a file can't be imported as it is.",
  values: Object.fromEntries(
    (Object.keys(PROBLEMS) as ImportProblem["code"][]).map((value) => [
      PROBLEM_NAMES[value] ?? value,
      { value, description: PROBLEMS[value] },
    ]),
  ),
});

export const ImportHeaderProblem = builder.enumType("ImportHeaderProblem", {
  description: "What is wrong with the header of a column.",
  values: {
    MISSING: { value: "GAP", description: "It has none, though columns after it do." },
    REPEATED: {
      value: "REPEATED",
      description: "An earlier column has the same, give or take case and white space.",
    },
  } as const,
});

export const ImportMappingProblemCode = enumOf<MappingProblem["code"]>(
  "ImportMappingProblemCode",
  "Why a file can't be imported by its columns.",
  {
    FIRST_NAME_NOT_MAPPED: "No column is the first name.",
    LAST_NAME_NOT_MAPPED: "No column is the last name.",
    IDENTIFIER_NOT_MAPPED: "No column is the email, and none the phone number.",
    AMBIGUOUS_COLUMNS: "Several columns are the same thing.",
    MALFORMED_ATTRIBUTE_KEY: "The key of an attribute can't be one.",
    MALFORMED_SEPARATOR: "What is to part names can't do it.",
  },
);

export const ImportUndoObstacle = enumOf<UndoObstacle>(
  "ImportUndoObstacle",
  "Why an import can't be undone.",
  {
    NOT_ENDED: "It has not ended. Cancel it first.",
    NOTHING_APPLIED: "It changed nothing.",
    UNDO_UNDER_WAY: "It is being undone.",
    UNDONE: "It was undone.",
    RESULT_EXPIRED: "It is too late: what became of its rows is not kept any more.",
  },
);
