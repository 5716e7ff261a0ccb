import { undoObstacle } from "../../actions/imports/undo-import.ts";
import { readOutcomes } from "../../database/imports/import-outcomes.ts";
import { ROW_OUTCOMES } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";
import { pageArguments } from "../connections.ts";
import { byLine, readPage } from "../paging.ts";
import { ImportColumn } from "./import-column.ts";
import { ImportCounts } from "./import-counts.ts";
import { ImportDialect } from "./import-dialect.ts";
import { differencesOf, ImportDifference } from "./import-difference.ts";
import { ImportPolicy, ImportRowOutcome, ImportState, ImportUndoObstacle } from "./import-enums.ts";
import { ImportOutcomeConnection } from "./import-outcome.ts";
import { ImportPreview } from "./import-preview.ts";
import { ImportProblem } from "./import-problem.ts";
import { ImportProgress, progressOf } from "./import-progress.ts";
import { ImportUndoResult } from "./import-undo-result.ts";

builder.node("Import", {
  description:
    "A CSV file with people, from its upload to what became of each row. For admins. The file is kept for as long as the import needs it; what became of its rows until the import is deleted.",
  id: { resolve: (record) => record.id },
  fields: (t) => ({
    fileName: t.exposeString("fileName", { description: "What the uploaded file was called." }),
    byteSize: t.exposeFloat("byteSize", {
      description: "How large it is, decompressed: a whole number, which may be too large for Int.",
    }),
    state: t.expose("state", { type: ImportState, description: "Where it stands." }),
    dialect: t.expose("dialect", {
      type: ImportDialect,
      nullable: true,
      description: "How the file is read; null: it was not looked at yet.",
    }),
    detectedDialect: t.expose("detected", {
      type: ImportDialect,
      nullable: true,
      description: "How it seems to be written, by its beginning.",
    }),
    columns: t.field({
      type: [ImportColumn],
      description: "Its columns in their order. Empty while its header can't be read.",
      resolve: ({ columns }) => [...columns],
    }),
    policy: t.expose("policy", {
      type: ImportPolicy,
      description: "What happens to what differs.",
    }),
    preview: t.expose("preview", {
      type: ImportPreview,
      nullable: true,
      description: "What running it does. Null before it was previewed as it is configured now.",
    }),
    progress: t.field({
      type: ImportProgress,
      nullable: true,
      description: "How far it has come; null: nothing is under way.",
      resolve: (record, _args, { now }) => progressOf(record, now()),
    }),
    placeInQueue: t.int({
      nullable: true,
      description:
        "One import of a workspace is worked on at a time. 1: this one; 2: the next; null: nothing is under way.",
      resolve: async ({ id, workspaceId }, _args, { loaders }) =>
        (await loaders.importQueue.load(workspaceId)).indexOf(id) + 1 || null,
    }),
    problem: t.expose("problem", {
      type: ImportProblem,
      nullable: true,
      description: "Why the file can't be imported as it is; null: nothing is known.",
    }),
    result: t.expose("result", {
      type: ImportCounts,
      nullable: true,
      description: "What became of the rows that were applied so far. Null before it runs.",
    }),
    differences: t.field({
      type: [ImportDifference],
      description:
        "Once it has finished: the counts that are not as the preview said. Empty: it did exactly that.",
      resolve: (record) => differencesOf(record),
    }),
    outcomes: t.field({
      type: ImportOutcomeConnection,
      args: {
        ...pageArguments,
        outcome: t.arg({ type: ImportRowOutcome, description: "Only those of this outcome." }),
      },
      description:
        "What became of each of its rows that was dealt with so far, by line. It is removed some time after the import ended, 30 days if not set otherwise.",
      resolve: ({ workspaceId, id }, { outcome, ...args }, context) =>
        readPage(byLine, args, context.budget, (page) =>
          readOutcomes(context.database.pool, {
            ...page,
            workspaceId,
            importId: id,
            outcomes: outcome ? [outcome] : ROW_OUTCOMES,
          }),
        ),
    }),
    undoObstacle: t.field({
      type: ImportUndoObstacle,
      nullable: true,
      description:
        "Why `undoImport` would not undo it; null: it would, unless somebody else has touched its contacts, which it looks for when it is asked.",
      resolve: (record) => undoObstacle(record),
    }),
    undoResult: t.expose("undoResult", {
      type: ImportUndoResult,
      nullable: true,
      description: "What became of its contacts when it was undone, so far. Null before.",
    }),
    createdBy: t.field({
      type: "Member",
      nullable: true,
      description: "Who uploaded the file.",
      resolve: ({ createdBy }, _args, { loaders }) => loaders.member.load(createdBy),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When the upload began." }),
    queuedAt: t.expose("queuedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was asked for what it does, waits for, or did last.",
    }),
    startedAt: t.expose("startedAt", {
      type: "DateTime",
      nullable: true,
      description: "When that began; null: it has not.",
    }),
    finishedAt: t.expose("finishedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was finished or cancelled.",
    }),
    undoneAt: t.expose("undoneAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was undone.",
    }),
    fileRemovedAt: t.expose("fileRemovedAt", {
      type: "DateTime",
      nullable: true,
      description: "When its file was removed: it ended, or was not run in time.",
    }),
  }),
});
