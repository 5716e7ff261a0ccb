import { encodeId } from "../../../auth/global-id.ts";
import { eventType } from "./event-type.ts";

export const deletionEvents = [
  eventType(
    "ContactDeleted",
    "A contact was erased for good: `contactId` says which. Forget what you keep of it.",
    (t) => ({
      deletedVisitorIds: t.idList({
        description: "The ids of its visitors, which went with it.",
        resolve: ({ event }) => event.visitorIds.map((id) => encodeId("AnonymousVisitor", id)),
      }),
      deletedMergedContactIds: t.idList({
        description: "The ids of the contacts that had been merged into it.",
        resolve: ({ event }) => event.mergedContactIds.map((id) => encodeId("Contact", id)),
      }),
    }),
  ),
  eventType("VisitorDeleted", "An anonymous visitor was erased for good.", (t) => ({
    deletedVisitorId: t.id({
      description:
        "The id that it had. `visitorId` is null: if its browser comes back, that is a new record under the same id.",
      resolve: ({ event }) => encodeId("AnonymousVisitor", event.deletedVisitorId),
    }),
  })),
  eventType(
    "EventErased",
    "What is left of an event about somebody who was erased: its place in the log and its time.",
    (t) => ({
      erasedKind: t.string({
        description: "The type that the event had. Example: `ContactUpdated`.",
        resolve: ({ event }) => event.erasedKind,
      }),
    }),
  ),
] as const;
