import type { ImportRefusal } from "../actions/imports/import-refusals.ts";
import type { MappingProblem } from "../csv/mapping/targets.ts";
import { MOST_TOUCHED } from "../database/imports/touched-contacts.ts";
import { builder } from "./builder.ts";
import { existingImport } from "./existing-import.ts";
import { REFUSALS } from "./refusal-names.ts";
import { invalidInput, plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";
import { ImportMappingProblemCode } from "./types/import-enums.ts";

export const ImportNotFound = plainRefusal("ImportNotFound");
export const ImportFileGone = plainRefusal("ImportFileGone");
export const ImportMappingNotFound = plainRefusal("ImportMappingNotFound");
export const TooManyImportMappings = plainRefusal("TooManyImportMappings");

interface ImportNotReadyValue extends RefusalValue {
  readonly importId: string;
}
export const ImportNotReady = builder.objectRef<ImportNotReadyValue>("ImportNotReady").implement({
  description: REFUSALS.ImportNotReady,
  interfaces: [Refusal],
  fields: (t) => ({
    import: t.field({
      type: "Import",
      description: "The import, with its state.",
      resolve: ({ importId }, _args, context) => existingImport(importId, context),
    }),
  }),
});

interface ImportTouchedValue extends RefusalValue {
  readonly importId: string;
  readonly count: number;
  readonly contactIds: readonly string[];
}
export const ImportTouched = builder.objectRef<ImportTouchedValue>("ImportTouched").implement({
  description: REFUSALS.ImportTouched,
  interfaces: [Refusal],
  fields: (t) => ({
    import: t.field({
      type: "Import",
      description: "The import.",
      resolve: ({ importId }, _args, context) => existingImport(importId, context),
    }),
    touchedContacts: t.exposeInt("count", {
      description: `How many they are; ${MOST_TOUCHED} also stands for more.`,
    }),
    contacts: t.field({
      type: ["Contact"],
      description: "Some of them, at most ten.",
      resolve: async ({ contactIds }, _args, { loaders }) => {
        const found = await Promise.all(contactIds.map((id) => loaders.contact.load(id)));
        return found.filter((contact) => contact !== null);
      },
    }),
  }),
});

const ImportMappingProblem = builder.objectRef<MappingProblem>("ImportMappingProblem").implement({
  description: "One thing that is wrong with what the columns of a file are mapped to.",
  fields: (t) => ({
    code: t.expose("code", { type: ImportMappingProblemCode, description: "For programs." }),
    columns: t.intList({
      description: "The numbers of the columns that it is about; empty where one is missing.",
      resolve: ({ columns }) => [...columns],
    }),
    message: t.exposeString("message", { description: "A sentence for people, in English." }),
  }),
});

interface ImportMappingIncompleteValue extends RefusalValue {
  readonly problems: readonly MappingProblem[];
}
export const ImportMappingIncomplete = builder
  .objectRef<ImportMappingIncompleteValue>("ImportMappingIncomplete")
  .implement({
    description: REFUSALS.ImportMappingIncomplete,
    interfaces: [Refusal],
    fields: (t) => ({
      mappingProblems: t.field({
        type: [ImportMappingProblem],
        description: "All of them, at least one.",
        resolve: ({ problems }) => [...problems],
      }),
    }),
  });

/** The refusal of an action on imports, as the API answers it. */
export function importRefusal(refusal: ImportRefusal): RefusalValue {
  switch (refusal.code) {
    case "INVALID_INPUT":
      return invalidInput(...refusal.problems);
    case "IMPORT_NOT_FOUND":
      return { __typename: "ImportNotFound" };
    case "IMPORT_NOT_READY": {
      const { code: _code, ...more } = refusal;
      return { __typename: "ImportNotReady", ...more } satisfies ImportNotReadyValue;
    }
    case "IMPORT_TOUCHED": {
      const { code: _code, ...more } = refusal;
      return { __typename: "ImportTouched", ...more } satisfies ImportTouchedValue;
    }
    case "IMPORT_FILE_GONE":
      return { __typename: "ImportFileGone" };
    case "IMPORT_MAPPING_INCOMPLETE": {
      const { problems } = refusal;
      const message = problems.map((problem) => problem.message).join(" ");
      const named = { __typename: "ImportMappingIncomplete", problems, message } as const;
      return named satisfies ImportMappingIncompleteValue;
    }
    case "IMPORT_MAPPING_NOT_FOUND":
      return { __typename: "ImportMappingNotFound" };
    case "TOO_MANY_IMPORT_MAPPINGS":
      return { __typename: "TooManyImportMappings" };
    case "MAPPING_NAME_TAKEN": {
      const taken = { kind: "mapping", groupingId: refusal.mappingId };
      return { __typename: "NameTaken", ...taken } as RefusalValue;
    }
  }
}
