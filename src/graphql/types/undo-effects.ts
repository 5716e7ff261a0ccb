import type { MergeUndo } from "../../identity/merge-record.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { AnonymousVisitorConnection, pageArguments } from "../connections.ts";
import { existingRows } from "../loaders.ts";
import { FieldChange } from "./field-change.ts";
import { ConflictEffect, MovedIdentifier, pageOfMoved } from "./merge-parts.ts";
import { StaysWithSurvivor } from "./stays-with-survivor.ts";

export const UndoEffects = builder.objectRef<MergeUndo>("UndoEffects").implement({
  description:
    "All that undoing a merge does: what goes back, and what stays with the survivor because somebody touched it since.",
  fields: (t) => ({
    stays: t.field({
      type: [StaysWithSurvivor],
      description: "What the merge moved and what does not go back, and why.",
      resolve: ({ stays }) => [...stays],
    }),
    changes: t.field({
      type: [FieldChange],
      description: "Main values of the survivor that the merge filled and that go back.",
      resolve: ({ reverted }) => [...reverted],
    }),
    lostChanges: t.field({
      type: [FieldChange],
      description:
        "Main emails and phones that the other contact had and does not get back, because they stay.",
      resolve: ({ lost }) => [...lost],
    }),
    identifiers: t.field({
      type: [MovedIdentifier],
      description: "Emails and phones that find the other contact again.",
      resolve: ({ identifiers }) => [...identifiers],
    }),
    visitorCount: t.int({
      description:
        "How many visitors go back, with their conversations: those that changed over, and those that came since through an email or phone that goes back.",
      resolve: ({ visitorIds }) => visitorIds.length,
    }),
    visitors: t.field({
      type: AnonymousVisitorConnection,
      nullable: true,
      args: pageArguments,
      description:
        "Those visitors as they are now, the newest first. Null to integration keys that may not read contacts.",
      resolve: ({ visitorIds }, args, context) => pageOfMoved(visitorIds, args, context),
    }),
    lists: t.field({
      type: ["ContactList"],
      description:
        "Lists that the survivor leaves. Empty to integration keys that may not read contacts.",
      resolve: ({ listIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.list, listIds) : [],
    }),
    tags: t.field({
      type: ["Tag"],
      description:
        "Tags that the survivor loses. Empty to integration keys that may not read contacts.",
      resolve: ({ tagIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.tag, tagIds) : [],
    }),
    unassignsSurvivor: t.boolean({
      description: "Whether the survivor is nobody's again.",
      resolve: ({ unassigned }) => unassigned,
    }),
    archivesSurvivor: t.boolean({
      description: "Whether the survivor is archived again.",
      resolve: ({ archivedAt }) => archivedAt !== null,
    }),
    conflicts: t.field({
      type: [ConflictEffect],
      description:
        "The conflicts that are open again, those that the merge had made, and those of since that say what the survivor has again.",
      resolve: ({ reopened, withdrawnConflictIds, settledConflictIds }) => [
        ...reopened.map(({ conflictId }) => ({ conflictId, outcome: "REOPENED" as const })),
        ...withdrawnConflictIds.map((conflictId) => ({
          conflictId,
          outcome: "WITHDRAWN" as const,
        })),
        ...settledConflictIds.map((conflictId) => ({ conflictId, outcome: "CLOSED" as const })),
      ],
    }),
    dismissesPair: t.boolean({
      description:
        "Whether the two are known from now on not to be one person: undoing an automatic merge says so, and it is not made again.",
      resolve: ({ dismissed }) => dismissed !== null,
    }),
  }),
});
