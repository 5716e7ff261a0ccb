import { encodeId } from "../../../auth/global-id.ts";
import { FieldChange } from "../field-change.ts";
import { eventType } from "./event-type.ts";

export const mergeEvents = [
  eventType("ContactsMerged", "Two contacts became one: `contact` survives.", (t) => ({
    mergedContactId: t.id({
      description: "The id of the contact that was merged into it. From now on it leads there.",
      resolve: ({ event }) => encodeId("Contact", event.otherContactId),
    }),
    changes: t.field({
      type: [FieldChange],
      description: "Main values that the survivor lacked and got.",
      resolve: ({ event }) => [...event.merge.filled],
    }),
  })),
  eventType("MergeUndone", "A merge was undone: the two are two again.", (t) => ({
    mergedContactId: t.id({
      description: "The id of the contact that stands by itself again.",
      resolve: ({ event }) => encodeId("Contact", event.otherContactId),
    }),
    changes: t.field({
      type: [FieldChange],
      description: "Main values of the survivor that the merge had filled and that went back.",
      resolve: ({ event }) => [...event.undo.reverted],
    }),
  })),
] as const;
