import { encodeId } from "../../../auth/global-id.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { builder } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { IdentityEvent } from "../identity-event.ts";
import { eventType } from "./event-type.ts";

type ListEvent = Logged<
  | "ContactListed"
  | "ContactUnlisted"
  | "VisitorListed"
  | "VisitorUnlisted"
  | "ListCreated"
  | "ListRenamed"
  | "ListDeleted"
>;
type TagEvent = Logged<
  "ContactTagged" | "ContactUntagged" | "TagCreated" | "TagRenamed" | "TagDeleted"
>;

/** What all events of lists say. */
const ListEvent = builder.interfaceRef<ListEvent>("ListEvent").implement({
  description: "An event of one list, or of somebody on it.",
  interfaces: [IdentityEvent],
  resolveType: ({ event }) => event.kind,
  fields: (t) => ({
    listId: t.id({
      description: "The id of the list.",
      resolve: ({ event }) => encodeId("ContactList", event.listId),
    }),
    list: t.field({
      type: "ContactList",
      nullable: true,
      description:
        "The list as it is now. Null when it was deleted, and to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.list.load(event.listId) : null,
    }),
  }),
});

/** What all events of tags say. */
const TagEvent = builder.interfaceRef<TagEvent>("TagEvent").implement({
  description: "An event of one tag, or of a contact that has it.",
  interfaces: [IdentityEvent],
  resolveType: ({ event }) => event.kind,
  fields: (t) => ({
    tagId: t.id({
      description: "The id of the tag.",
      resolve: ({ event }) => encodeId("Tag", event.tagId),
    }),
    tag: t.field({
      type: "Tag",
      nullable: true,
      description:
        "The tag as it is now. Null when it was deleted, and to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.tag.load(event.tagId) : null,
    }),
  }),
});

export const groupingEvents = [
  eventType("ContactListed", "A contact was added to a list.", undefined, [ListEvent]),
  eventType("ContactUnlisted", "A contact was taken off a list.", undefined, [ListEvent]),
  eventType(
    "VisitorListed",
    "An anonymous visitor was added to a list. When it is identified its lists pass to the contact: `VisitorIdentified`, then `ContactListed` for each that the contact was not on.",
    undefined,
    [ListEvent],
  ),
  eventType("VisitorUnlisted", "An anonymous visitor was taken off a list.", undefined, [
    ListEvent,
  ]),
  eventType("ContactTagged", "A contact was given a tag.", undefined, [TagEvent]),
  eventType("ContactUntagged", "A tag was taken off a contact.", undefined, [TagEvent]),
  eventType(
    "ListCreated",
    "A list was made.",
    (t) => ({ name: t.string({ description: "Its name.", resolve: ({ event }) => event.name }) }),
    [ListEvent],
  ),
  eventType(
    "ListRenamed",
    "A list was given another name.",
    (t) => ({
      previousName: t.string({
        description: "The name that it had.",
        resolve: ({ event }) => event.previousName,
      }),
      name: t.string({ description: "Its new name.", resolve: ({ event }) => event.name }),
    }),
    [ListEvent],
  ),
  eventType(
    "ListDeleted",
    "A list was deleted: nobody is on it any more, which no further event tells.",
    (t) => ({
      name: t.string({ description: "The name that it had.", resolve: ({ event }) => event.name }),
    }),
    [ListEvent],
  ),
  eventType(
    "TagCreated",
    "A tag was made.",
    (t) => ({ name: t.string({ description: "Its name.", resolve: ({ event }) => event.name }) }),
    [TagEvent],
  ),
  eventType(
    "TagRenamed",
    "A tag was given another name.",
    (t) => ({
      previousName: t.string({
        description: "The name that it had.",
        resolve: ({ event }) => event.previousName,
      }),
      name: t.string({ description: "Its new name.", resolve: ({ event }) => event.name }),
    }),
    [TagEvent],
  ),
  eventType(
    "TagDeleted",
    "A tag was deleted: nobody has it any more, which no further event tells.",
    (t) => ({
      name: t.string({ description: "The name that it had.", resolve: ({ event }) => event.name }),
    }),
    [TagEvent],
  ),
] as const;
