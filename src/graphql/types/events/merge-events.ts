import { encodeId } from "../../../auth/global-id.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { builder } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { MergeCause } from "../enums.ts";
import { FieldChange } from "../field-change.ts";
import { IdentityEvent } from "../identity-event.ts";
import { MergeEffects } from "../merge-effects.ts";
import { UndoEffects } from "../undo-effects.ts";
import { eventType } from "./event-type.ts";

const MergeEvent = builder
  .interfaceRef<Logged<"ContactsMerged" | "MergeUndone">>("MergeEvent")
  .implement({
    description: "An event of one merge. `contact` is the one that survives it.",
    interfaces: [IdentityEvent],
    resolveType: ({ event }) => event.kind,
    fields: (t) => ({
      mergeId: t.id({
        description: "The id of the merge.",
        resolve: ({ event }) => encodeId("ContactMerge", event.mergeId),
      }),
      merge: t.field({
        type: "ContactMerge",
        nullable: true,
        description: "The merge as it is now. Null to integration keys that may not read contacts.",
        resolve: ({ event }, _args, { caller, loaders }) =>
          mayReadContacts(caller) ? loaders.merge.load(event.mergeId) : null,
      }),
      mergedContactId: t.id({
        description:
          "The id of the other contact. While they are one it leads to the survivor, and afterwards to itself again.",
        resolve: ({ event }) => encodeId("Contact", event.otherContactId),
      }),
      changes: t.field({
        type: [FieldChange],
        description:
          "Main values of the survivor that changed: what it lacked and got, or what went back.",
        resolve: ({ event }) => [
          ...(event.kind === "ContactsMerged" ? event.merge.filled : event.undo.reverted),
        ],
      }),
    }),
  });

export const mergeEvents = [
  eventType(
    "ContactsMerged",
    "Two contacts became one: `contact` survives.",
    (t) => ({
      mergeCause: t.field({
        type: MergeCause,
        description: "What made them one.",
        resolve: ({ event }) => event.cause,
      }),
      mergeEffects: t.field({
        type: MergeEffects,
        description: "All that it did.",
        resolve: ({ event }) => event.merge,
      }),
    }),
    [MergeEvent],
  ),
  eventType(
    "MergeUndone",
    "A merge was undone: the two are two again.",
    (t) => ({
      undoEffects: t.field({
        type: UndoEffects,
        description: "What went back, and what stays.",
        resolve: ({ event }) => event.undo,
      }),
    }),
    [MergeEvent],
  ),
] as const;
