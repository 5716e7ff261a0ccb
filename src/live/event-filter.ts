import type { EventFilter } from "../database/event-log.ts";
import type { LogEvent } from "../database/event-row.ts";
import type { LoggedEvent } from "./feed-item.ts";

/** The same question that `readEvents` puts to the database, asked of an event at hand. */
export function matches(
  filter: EventFilter | null | undefined,
  { event, conversation }: Pick<LoggedEvent, "event" | "conversation">,
): boolean {
  if (!filter) return true;
  if (filter.kinds && !filter.kinds.includes(event.kind)) return false;
  if (filter.visitorId && event.visitorId !== filter.visitorId) return false;
  if (filter.conversationId && event.conversationId !== filter.conversationId) return false;
  if (filter.inConversations && event.conversationId === null) return false;
  if (filter.channels && !(conversation && filter.channels.includes(conversation.channel)))
    return false;
  if (filter.assigneeIds?.some((id) => !conversation?.assigneeIds.includes(id))) return false;
  return !filter.contactId || concerns(event, filter.contactId);
}

const concerns = (event: LogEvent, contactId: string): boolean =>
  event.contactId === contactId ||
  ("otherContactId" in event && event.otherContactId === contactId);
