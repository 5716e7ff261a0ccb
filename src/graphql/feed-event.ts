import type { LogEvent } from "../database/event-row.ts";
import type { FeedItem, LoggedEvent, Resync } from "../live/feed-item.ts";

/** What stands behind the interface `IdentityEvent`: an entry of the log, or the word that a place in it is lost. */
export type FeedEvent = LoggedEvent | ResyncEvent;
export type ResyncEvent = Resync & { readonly at: Date };
export type LogEventKind = LogEvent["kind"];
/** An entry of the log of one kind. */
export type Logged<Kind extends LogEventKind> = LoggedEvent & {
  readonly event: Extract<LogEvent, { kind: Kind }>;
};

export const isResync = (event: FeedEvent): event is ResyncEvent => "type" in event;

export const toFeedEvent = (item: FeedItem, now: () => Date): FeedEvent =>
  item.type === "event" ? item.event : { ...item, at: now() };
