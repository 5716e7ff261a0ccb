import type {
  ImportExample as Example,
  ImportedField as Field,
  NewGrouping,
  ImportPreview as Preview,
  ImportReason as Reason,
  RowReason,
} from "../../database/imports/import-record.ts";
import { ROW_OUTCOMES, type RowOutcome } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";
import { enumOf } from "../enum-of.ts";
import { ContactField } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";
import { ImportCounts } from "./import-counts.ts";
import { ImportRowOutcome } from "./import-enums.ts";
import { ImportRefusedReasonCode } from "./import-reason-code.ts";

export const ImportedField = builder.objectRef<Field>("ImportedField").implement({
  description: "What a file says of a field of a contact, beside what the contact says.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    main: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The contact's value when the row was tried or applied; null: it had none.",
      resolve: ({ field, main }) => toFieldValue(field, main),
    }),
    given: t.field({
      type: FieldValueType,
      description: "The file's value, as it is kept.",
      resolve: ({ field, given }) => toFieldValue(field, given),
    }),
  }),
});

const reasonFields = builder.interfaceRef<RowReason>("ImportRefusedReason").implement({
  description: "Why a row is refused.",
  fields: (t) => ({
    code: t.expose("code", { type: ImportRefusedReasonCode, description: "For programs." }),
    column: t.exposeInt("column", {
      nullable: true,
      description: "The number of the column that it is about; null: the whole row.",
    }),
    header: t.exposeString("header", { nullable: true, description: "That column's header." }),
    message: t.exposeString("message", {
      description: "A sentence for people, in English. It does not repeat the value.",
    }),
  }),
});

export const ImportRowReason = builder.objectRef<RowReason>("ImportRowReason").implement({
  description: "Why one row is refused.",
  interfaces: [reasonFields],
});

const ImportReasonCount = builder.objectRef<Reason>("ImportReasonCount").implement({
  description: "How many rows are refused for one reason.",
  interfaces: [reasonFields],
  fields: (t) => ({
    count: t.exposeInt("count", { description: "How many rows." }),
    firstLine: t.exposeInt("firstLine", { description: "The line of the first of them." }),
  }),
});

type ExampleValue = Example & { readonly outcome: RowOutcome };
const ImportExample = builder.objectRef<ExampleValue>("ImportExample").implement({
  description: "A person of the file, and what would become of it.",
  fields: (t) => ({
    outcome: t.expose("outcome", { type: ImportRowOutcome, description: "What would." }),
    line: t.exposeInt("line", {
      description: "The line of the file on which its first row begins.",
    }),
    repeatedLines: t.intList({
      description: "The lines of its further rows.",
      resolve: ({ lines }) => [...lines],
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description: "The contact that it is; null: a new one, or none.",
      resolve: ({ contactId }, _args, { loaders }) =>
        contactId === null ? null : loaders.contact.load(contactId),
    }),
    name: t.exposeString("name", {
      nullable: true,
      description: "What it is called by the file.",
    }),
    fields: t.field({
      type: [ImportedField],
      description: "What would be new, or differs.",
      resolve: ({ fields }) => [...fields],
    }),
    reasons: t.field({
      type: [ImportRowReason],
      description: "Why it is refused; empty otherwise.",
      resolve: ({ reasons }) => [...reasons],
    }),
  }),
});

const ImportNewNameKind = enumOf<NewGrouping["kind"]>("ImportNewNameKind", "What a name is of.", {
  list: "A list.",
  tag: "A tag.",
});
const ImportNewName = builder.objectRef<NewGrouping>("ImportNewName").implement({
  description: "A list or tag that a file names and that is not there yet.",
  fields: (t) => ({
    kind: t.expose("kind", { type: ImportNewNameKind, description: "Which of the two." }),
    name: t.exposeString("name", { description: "Its name." }),
  }),
});

export const ImportPreview = builder.objectRef<Preview>("ImportPreview").implement({
  description:
    "What running an import would do, found out by trying the whole file without changing anything. Running it does exactly that, unless something else changes in between.",
  fields: (t) => ({
    counts: t.expose("counts", { type: ImportCounts, description: "What becomes of its rows." }),
    openedConflicts: t.exposeInt("openedConflicts", {
      description: "How many conflicts would be opened.",
    }),
    examples: t.field({
      type: [ImportExample],
      args: {
        outcome: t.arg({ type: ImportRowOutcome, description: "Only those of this outcome." }),
      },
      description: "The first of each outcome: at most five.",
      resolve: ({ examples }, { outcome: wanted }) =>
        ROW_OUTCOMES.filter((outcome) => !wanted || outcome === wanted).flatMap((outcome) =>
          (examples[outcome] ?? []).map((example) => ({ ...example, outcome })),
        ),
    }),
    reasons: t.field({
      type: [ImportReasonCount],
      description: "Why rows are refused, the most frequent first: at most 50.",
      resolve: ({ reasons }) => [...reasons],
    }),
    newNames: t.field({
      type: [ImportNewName],
      description: "Lists and tags that the file names, and that would be made.",
      resolve: ({ newGroupings }) => [...newGroupings],
    }),
    madeAt: t.expose("madeAt", { type: "DateTime", description: "When it was made." }),
  }),
});
