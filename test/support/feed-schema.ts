import { buildSchema, type GraphQLSchema } from "graphql";
import type { Feed } from "../../src/live/feed.ts";
import type { FeedItem } from "../../src/live/feed-item.ts";

/**
 * The feed under a schema of its own, whose answers are as large as a test wants them and whose rights are none: for tests
 * of transports.
 */
export function feedSchema(feed: Feed, workspaceId: string, answerBytes: number): GraphQLSchema {
  const schema = buildSchema(`
    type Query { nothing: String }
    type Event { position: Int!  cursor: String!  text: String! }
    type Subscription { events(after: String): Event! }
  `);
  const field = schema.getSubscriptionType()?.getFields().events;
  const text = "x".repeat(answerBytes);
  if (!field) throw new Error("no field");
  field.subscribe = (_root, { after }) => feed.subscribe({ workspaceId, after });
  field.resolve = (item: FeedItem) =>
    item.type === "event"
      ? { position: Number(item.event.position), cursor: item.event.cursor, text }
      : { position: -1, cursor: item.cursor, text };
  return schema;
}
