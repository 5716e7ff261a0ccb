import { previewUndoMerge } from "../../actions/undo-merge.ts";
import { decodeId } from "../../auth/global-id.ts";
import { countConversationsOf } from "../../database/moved-visitors.ts";
import type { MergeUndo } from "../../identity/merge-record.ts";
import { trustedCaller } from "../acting-caller.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { identityRefusal } from "../identity-refusals.ts";
import { LaterMergeFirst, MergeAlreadyUndone, MergeNotFound } from "../merge-refusals.ts";
import { resultUnion } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { existingMerge } from "../types/contact-merge.ts";
import { UndoEffects } from "../types/undo-effects.ts";

interface PreviewValue extends Named {
  readonly __typename: "UndoMergePreview";
  readonly mergeId: string;
  readonly undo: MergeUndo;
}
const UndoMergePreview = builder.objectRef<PreviewValue>("UndoMergePreview").implement({
  description: "What `undoMerge` would do now.",
  fields: (t) => ({
    merge: t.field({
      type: "ContactMerge",
      description: "The merge that would be undone, with both contacts.",
      resolve: ({ mergeId }, _args, context) => existingMerge(mergeId, context),
    }),
    effects: t.field({
      type: UndoEffects,
      description: "What would go back, and what would stay.",
      resolve: ({ undo }) => undo,
    }),
    conversationCount: t.int({
      description: "How many conversations would go back.",
      resolve: ({ undo }, _args, context) =>
        countConversationsOf(context.database.pool, workspaceOf(context), undo.visitorIds),
    }),
  }),
});

const UndoMergePreviewResult = resultUnion(
  "UndoMergePreviewResult",
  "What `undoMergePreview` answers: what would happen, or why nothing would.",
  UndoMergePreview,
  [MergeNotFound, MergeAlreadyUndone, LaterMergeFirst],
);

builder.queryField("undoMergePreview", (t) =>
  t.field({
    type: UndoMergePreviewResult,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "What `undoMerge` would do with the same merge, decided by the same rules. Nothing is written.",
    args: {
      mergeId: t.arg.id({ required: true, description: "The id of the merge." }),
    },
    resolve: async (_root, args, context) => {
      const mergeId = decodeId("ContactMerge", args.mergeId);
      if (mergeId === null) return { __typename: "MergeNotFound" as const };
      const result = await previewUndoMerge(context)(trustedCaller(context), { mergeId });
      return result.ok
        ? { __typename: "UndoMergePreview" as const, ...result }
        : identityRefusal(result.refusal);
    },
  }),
);
