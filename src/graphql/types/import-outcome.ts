import type { ImportOutcomeRecord } from "../../database/imports/import-record.ts";
import { builder } from "../builder.ts";
import { ImportRowOutcome } from "./import-enums.ts";
import { ImportedField, ImportRowReason } from "./import-preview.ts";

export const ImportOutcome = builder.objectRef<ImportOutcomeRecord>("ImportOutcome").implement({
  description: "What became of one row of a file.",
  fields: (t) => ({
    line: t.exposeInt("line", { description: "The line of the file on which the row begins." }),
    outcome: t.expose("outcome", { type: ImportRowOutcome, description: "What became of it." }),
    countedLine: t.int({
      nullable: true,
      description: "Of a repeated row: the line of the row by which its person is counted.",
      resolve: ({ detail }) => detail?.leader ?? null,
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that it made or is about. Null for a refused row, and once the contact is deleted.",
      resolve: ({ contactId }, _args, { loaders }) =>
        contactId === null ? null : loaders.contact.load(contactId),
    }),
    fields: t.field({
      type: [ImportedField],
      description: "What it brought that was new or differed.",
      resolve: ({ detail }) => [...(detail?.fields ?? [])],
    }),
    reasons: t.field({
      type: [ImportRowReason],
      description: "Why it was refused; empty otherwise.",
      resolve: ({ detail }) => [...(detail?.reasons ?? [])],
    }),
    cells: t.stringList({
      description: "Of a refused row: its cells as they are in the file. Empty otherwise.",
      resolve: ({ cells }) => [...(cells ?? [])],
    }),
  }),
});

export const ImportOutcomeConnection = builder.connectionObject(
  {
    type: ImportOutcome,
    name: "ImportOutcomeConnection",
    description: "A page of what became of rows. By line.",
  },
  { name: "ImportOutcomeEdge", description: "What became of a row, and its cursor." },
);
