import { the } from "../identity/state.ts";
import type { ConversationEvent } from "./events.ts";
import type { Conversation, Handover } from "./model.ts";
import { latestKey, type MutableConversationState } from "./state.ts";

/**
 * The only code that changes conversations: what the tables hold is what applying the log gives. Throws when an event
 * names a conversation that is not there.
 */
export function applyConversationEvent(
  state: MutableConversationState,
  event: ConversationEvent,
): void {
  const { conversationId: id, visitorId } = event;
  const conversation =
    event.kind === "ConversationOpened" ? opened(event) : the(state.conversationRecords, id);
  const changed = {
    ...conversation,
    state: event.state,
    assigneeId: event.assigneeId,
    ...change(conversation, event),
  };
  state.conversationRecords.set(id, changed);
  if (event.kind === "MessageReceived") {
    state.conversations.set(id, { visitorId, hasInboundMessage: true });
    state.cameSince.set(id, (state.cameSince.get(id) ?? 0) + 1);
  }
  rememberLatest(state, changed);
}

const opened = (event: ConversationEvent): Conversation => ({
  id: event.conversationId,
  visitorId: event.visitorId,
  channel: event.channel,
  state: event.state,
  assigneeId: event.assigneeId,
  language: null,
  unreadCount: 0,
  openedAt: event.recordedAt,
  lastMessageAt: event.happenedAt,
  handover: null,
});

/** What an event changes beside the state and whose it is. */
function change(conversation: Conversation, event: ConversationEvent): Partial<Conversation> {
  switch (event.kind) {
    case "ConversationOpened":
    case "ConversationAssigned":
      return {};
    case "MessageReceived":
      return {
        lastMessageAt: later(conversation.lastMessageAt, event.happenedAt),
        unreadCount: conversation.unreadCount + 1,
        language: event.language ?? conversation.language,
      };
    case "MessageSent":
      return { lastMessageAt: later(conversation.lastMessageAt, event.happenedAt) };
    case "HandoverRequested":
      return {
        language: event.language ?? conversation.language,
        handover: {
          requestedAt: event.recordedAt,
          requestedBy: event.requestedBy,
          waitUntil: event.waitUntil,
          askedAt: null,
          missing: [],
          askedAgain: false,
        },
      };
    case "DetailsAsked":
      return {
        handover: withHandover(conversation, () =>
          event.again ? { askedAgain: true } : { askedAt: event.recordedAt, missing: event.fields },
        ),
      };
    case "DetailsGiven":
      return {
        handover: withHandover(conversation, ({ missing }) => ({
          missing: missing.filter((field) => !event.fields.includes(field)),
        })),
      };
    case "ConversationTaken":
    case "AiAgentJoined":
    case "ConversationClosed":
    case "ConversationReopened":
      return { handover: null };
    case "ConversationRead":
      return { unreadCount: event.unreadCount };
    default:
      throw new Error(`unknown event ${(event satisfies never as { kind: string }).kind}`);
  }
}

function withHandover(
  { id, handover }: Conversation,
  changed: (handover: Handover) => Partial<Handover>,
): Handover {
  if (handover === null) throw new Error(`no handover in ${id}`);
  return { ...handover, ...changed(handover) };
}

/** As the load statement finds it: of the open ones, the one with the latest message. */
function rememberLatest(state: MutableConversationState, conversation: Conversation): void {
  const { id, visitorId, channel } = conversation;
  if (conversation.state === "CLOSED") return;
  const key = latestKey(visitorId, channel);
  const latest = state.conversationRecords.get(state.latestConversations.get(key) ?? "");
  if (!latest || sortKey(latest) <= sortKey(conversation)) state.latestConversations.set(key, id);
}

const sortKey = ({ lastMessageAt, id }: Conversation) => `${lastMessageAt} ${id}`;
const later = (one: string, other: string) => (one > other ? one : other);
