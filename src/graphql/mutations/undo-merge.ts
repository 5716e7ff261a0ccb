import { undoMerge } from "../../actions/undo-merge.ts";
import { decodeId } from "../../auth/global-id.ts";
import type { MergeUndo } from "../../identity/merge-record.ts";
import { builder } from "../builder.ts";
import { identityRefusal } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { LaterMergeFirst, MergeAlreadyUndone, MergeNotFound } from "../merge-refusals.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";
import { existingMerge } from "../types/contact-merge.ts";
import { UndoEffects } from "../types/undo-effects.ts";
import { existingContact } from "./contact-payload.ts";

const input = builder.inputType("UndoMergeInput", {
  description: "Which merge to undo.",
  fields: (t) => ({
    mergeId: t.id({ required: true, description: "The id of the merge." }),
  }),
});

interface UndoneValue extends Named {
  readonly __typename: "UndoMergePayload";
  readonly mergeId: string;
  readonly undo: MergeUndo;
}
const payload = builder.objectRef<UndoneValue>("UndoMergePayload").implement({
  description: "The two are two again.",
  fields: (t) => ({
    survivor: t.field({
      type: "Contact",
      description: "The contact that had survived, as it is now.",
      resolve: ({ undo }, _args, context) => existingContact(undo.survivorId, context),
    }),
    mergedContact: t.field({
      type: "Contact",
      description: "The contact that had been merged into it, as it is now.",
      resolve: ({ undo }, _args, context) => existingContact(undo.loserId, context),
    }),
    merge: t.field({
      type: "ContactMerge",
      description: "The merge, which is undone.",
      resolve: ({ mergeId }, _args, context) => existingMerge(mergeId, context),
    }),
    effects: t.field({
      type: UndoEffects,
      description: "What went back, and what stays.",
      resolve: ({ undo }) => undo,
    }),
  }),
});

defineMutation("undoMerge", {
  description:
    "Makes two contacts of one again. What the merge moved goes back as it was; what happened since stays with the survivor, and `effects { stays }` names what could not go back. Merges of one contact are undone latest first. `undoMergePreview` shows it before.",
  authScopes: { admin: true },
  input,
  payload,
  refusals: [MergeNotFound, MergeAlreadyUndone, LaterMergeFirst],
  resolve: async (given, context) => {
    const mergeId = decodeId("ContactMerge", given.mergeId);
    if (mergeId === null) return { __typename: "MergeNotFound" };
    const result = await undoMerge(context)(memberOf(context), { mergeId });
    return result.ok
      ? { __typename: "UndoMergePayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
