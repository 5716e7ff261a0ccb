import type { ColumnTarget } from "../../csv/mapping/targets.ts";
import type { ImportColumn as Column, SavedColumn } from "../../database/imports/import-record.ts";
import { builder } from "../builder.ts";
import { nameTarget } from "../import-target.ts";
import { ImportHeaderProblem, ImportSuggestionReason } from "./import-enums.ts";
import { ImportTarget } from "./import-target.ts";

const Mapped = builder.interfaceRef<{ readonly target: ColumnTarget }>("ImportMeaning").implement({
  description: "What the cells of a column are, in the words of `configureImport`.",
  fields: (t) => ({
    target: t.field({
      type: ImportTarget,
      description: "What they are.",
      resolve: ({ target }) => nameTarget(target).target,
    }),
    attributeKey: t.string({
      nullable: true,
      description: "Of `ATTRIBUTE`: its key. Null otherwise.",
      resolve: ({ target }) => nameTarget(target).attributeKey,
    }),
    separator: t.string({
      nullable: true,
      description: "Of `TAGS` and `LISTS`: what parts the names in a cell. Null otherwise.",
      resolve: ({ target }) => nameTarget(target).separator,
    }),
  }),
});

const ImportColumnSuggestion = builder
  .objectRef<Column["suggestion"]>("ImportColumnSuggestion")
  .implement({
    description: "What a column probably is.",
    interfaces: [Mapped],
    fields: (t) => ({
      confidence: t.exposeFloat("confidence", {
        description: "How likely it is right, from 0 to 1.",
      }),
      because: t.field({
        type: ImportSuggestionReason,
        description: "What it goes by.",
        resolve: ({ because }) => because,
      }),
    }),
  });

export const ImportColumn = builder.objectRef<Column>("ImportColumn").implement({
  description:
    "A column of an imported file, and what it is mapped to: at first what is suggested.",
  interfaces: [Mapped],
  fields: (t) => ({
    column: t.exposeInt("column", { description: "Its number, counted from 1." }),
    header: t.exposeString("header", {
      description: "Its name in the first row, trimmed. Empty where it has none.",
    }),
    headerProblem: t.field({
      type: ImportHeaderProblem,
      nullable: true,
      description:
        "What is wrong with its header; null: nothing. Such a column can be mapped by hand, or ignored.",
      resolve: ({ problem }) => problem,
    }),
    samples: t.stringList({
      description: "Its first cells that are not blank: at most three.",
      resolve: ({ samples }) => [...samples],
    }),
    suggestion: t.field({
      type: ImportColumnSuggestion,
      description: "What it probably is.",
      resolve: ({ suggestion }) => suggestion,
    }),
  }),
});

export const ImportMappingColumn = builder.objectRef<SavedColumn>("ImportMappingColumn").implement({
  description: "What columns of one name are.",
  interfaces: [Mapped],
  fields: (t) => ({
    header: t.exposeString("header", {
      description: "The name. In another file it is found again whatever its case.",
    }),
  }),
});
