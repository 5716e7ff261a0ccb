import { CONVERSATION_EVENT_KINDS } from "../conversation/events.ts";
import type { MessageChannel } from "../identity/model.ts";

/** How the conversation stood in which an event happened. */
export interface ConversationOfEvent {
  readonly channel: MessageChannel;
  /** Whose it was from then on, and whose until then. */
  readonly assigneeIds: readonly string[];
}

/** What `EVENTS_IN_CONVERSATIONS` says of it; all null: the event happened in none. */
export interface ConversationOfEventRow {
  readonly conversationChannel: string | null;
  readonly conversationAssigneeId: string | null;
  readonly conversationPreviousAssigneeId: string | null;
}

export const CONVERSATION_COLUMNS = `e.conversation_channel as "conversationChannel",
  e.conversation_assignee_id as "conversationAssigneeId",
  e.conversation_previous_assignee_id as "conversationPreviousAssigneeId"`;

const KINDS = `'{${CONVERSATION_EVENT_KINDS.join(",")}}'::text[]`;
const said = (row: "e" | "x", previous: string) => `select ${row}.channel as conversation_channel,
  ${row}.payload->>'assigneeId' as conversation_assignee_id, ${previous} as conversation_previous_assignee_id`;
const nearest = (than: "<" | ">", order: string) => `(${said("x", "null")} from identity_event x
  where e.conversation_id is not null and x.workspace_id = e.workspace_id and x.conversation_id = e.conversation_id
    and x.position ${than} e.position and x.kind = any(${KINDS}) order by x.position ${order} limit 1)`;

/**
 * The log beside what is known of conversations: a conversation event says it itself, and for an identity event the one
 * before it does (or, of what came before the conversation was opened, the one behind it).
 */
export const EVENTS_IN_CONVERSATIONS = `identity_event e left join lateral (
  ${said("e", "e.payload->>'previousAssigneeId'")} where e.kind = any(${KINDS})
  union all ${nearest("<", "desc")} union all ${nearest(">", "asc")} limit 1) c on true`;

export function conversationOf(row: ConversationOfEventRow): ConversationOfEvent | null {
  if (row.conversationChannel === null) return null;
  const { conversationAssigneeId, conversationPreviousAssigneeId } = row;
  return {
    channel: row.conversationChannel as MessageChannel,
    assigneeIds: [conversationAssigneeId, conversationPreviousAssigneeId].filter(
      (id) => id !== null,
    ),
  };
}
