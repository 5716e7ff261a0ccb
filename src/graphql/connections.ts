import { builder } from "./builder.ts";
import { DEFAULT_PAGE, LARGEST_PAGE } from "./paging.ts";

const describe = (of: string, order: string) => ({
  description: `A page of ${of}. ${order}`,
});
const edge = (of: string) => ({ description: `${of}, and its cursor.` });

export const NEWEST_FIRST = "The newest first.";
export const LATEST_FIRST = "Those with the latest message first.";

export const ContactConnection = builder.connectionObject(
  {
    type: "Contact",
    name: "ContactConnection",
    ...describe("contacts", "The newest first; of those searched for, the best match first."),
  },
  { name: "ContactEdge", ...edge("A contact") },
);
export const AnonymousVisitorConnection = builder.connectionObject(
  {
    type: "AnonymousVisitor",
    name: "AnonymousVisitorConnection",
    ...describe("visitors", NEWEST_FIRST),
  },
  { name: "AnonymousVisitorEdge", ...edge("A visitor") },
);
export const ConversationConnection = builder.connectionObject(
  {
    type: "Conversation",
    name: "ConversationConnection",
    ...describe("conversations", LATEST_FIRST),
  },
  { name: "ConversationEdge", ...edge("A conversation") },
);
export const MessageConnection = builder.connectionObject(
  {
    type: "Message",
    name: "MessageConnection",
    ...describe("messages", "In the order in which they were sent."),
  },
  { name: "MessageEdge", ...edge("A message") },
);
export const ConflictFieldConnection = builder.connectionObject(
  {
    type: "ConflictField",
    name: "ConflictFieldConnection",
    ...describe("conflicts", NEWEST_FIRST),
  },
  { name: "ConflictFieldEdge", ...edge("A conflict") },
);
export const SuspectedDuplicateConnection = builder.connectionObject(
  {
    type: "SuspectedDuplicate",
    name: "SuspectedDuplicateConnection",
    ...describe("suspected duplicates", NEWEST_FIRST),
  },
  { name: "SuspectedDuplicateEdge", ...edge("A suspected duplicate") },
);
export const ContactMergeConnection = builder.connectionObject(
  { type: "ContactMerge", name: "ContactMergeConnection", ...describe("merges", NEWEST_FIRST) },
  { name: "ContactMergeEdge", ...edge("A merge") },
);

const first = `How many at the most: 1 to ${LARGEST_PAGE}. Anything else is the error \`INVALID_PAGE_SIZE\`.`;

/** The arguments of every connection but the event log's, whose cursors have a type of their own. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ defaultValue: DEFAULT_PAGE, description: first }),
  after: t.string({
    description:
      "Start behind this cursor: the `endCursor` of the page before, with the same other arguments. Without it, from the beginning.",
  }),
}));

export const eventPageArguments = builder.args((t) => ({
  first: t.int({ defaultValue: DEFAULT_PAGE, description: first }),
  after: t.field({
    type: "Cursor",
    description:
      "Start behind this event: the cursor of the last one that you have. Without it, from the oldest that is kept.",
  }),
}));
