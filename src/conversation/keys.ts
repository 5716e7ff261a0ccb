import type { CommandHead } from "../identity/commands.ts";
import {
  IDENTIFIER_KINDS,
  type IdentifierKind,
  MESSAGE_CHANNELS,
  type Sender,
} from "../identity/model.ts";
import type { ConversationCommand } from "./commands.ts";
import { replyId } from "./state.ts";

/**
 * What must be in the state before a command is decided, beside the workspace's settings. A conversation brings along its
 * assignee, an identifier its owner, a visitor its contact and who that is assigned to.
 */
export interface ConversationKeys {
  readonly visitorIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly memberIds: readonly string[];
  readonly conversationIds: readonly string[];
  /** Of the conversations, those whose visitors are needed too. */
  readonly visitorsOfConversations: readonly string[];
  /** Each visitor's latest open conversation on these channels. */
  readonly latestOnChannels: readonly string[];
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
  readonly senders: readonly Sender[];
  /** Whether a proven identifier may name another person than the visitor's (P10). */
  readonly successors: boolean;
  readonly externalMessages: readonly { readonly channel: string; readonly externalId: string }[];
  readonly readThrough: readonly { readonly conversationId: string; readonly messageId: string }[];
}

const NO_KEYS: ConversationKeys = {
  visitorIds: [],
  contactIds: [],
  memberIds: [],
  conversationIds: [],
  visitorsOfConversations: [],
  latestOnChannels: [],
  identifiers: [],
  senders: [],
  successors: false,
  externalMessages: [],
  readThrough: [],
};

export function conversationKeys(command: ConversationCommand): ConversationKeys {
  switch (command.type) {
    case "ReceiveMessage": {
      const { channel, externalId, conversationId, sender, details } = command;
      return {
        ...NO_KEYS,
        visitorIds: [command.visitorId],
        latestOnChannels: [channel],
        conversationIds: conversationId === null ? [] : [conversationId],
        senders: sender ? [sender] : [],
        externalMessages: externalId === null ? [] : [{ channel, externalId }],
        identifiers: IDENTIFIER_KINDS.flatMap((kind) =>
          [details.found[kind], command.sentBy?.claims[kind]?.value].flatMap((value) =>
            typeof value === "string" ? [{ kind, value }] : [],
          ),
        ),
        successors: IDENTIFIER_KINDS.some((kind) => command.sentBy?.claims[kind]?.verified),
      };
    }
    case "SendReply": {
      const externalId = replyId(command);
      return {
        ...inConversation(command),
        // Which channel the conversation goes over is not known yet.
        externalMessages:
          externalId === null ? [] : MESSAGE_CHANNELS.map((channel) => ({ channel, externalId })),
      };
    }
    case "TakeConversation":
    case "CloseConversation":
    case "ReopenConversation":
    case "RequestHandover":
    case "AskForDetails":
      return inConversation(command);
    case "AssignConversation": {
      const keys = inConversation(command);
      const { assigneeId } = command;
      return assigneeId === null ? keys : { ...keys, memberIds: [...keys.memberIds, assigneeId] };
    }
    case "MarkConversationRead": {
      const { conversationId, throughMessageId: messageId } = command;
      return {
        ...inConversation(command),
        readThrough: [{ conversationId, messageId }],
      };
    }
    case "UnassignMember":
      return {
        ...NO_KEYS,
        contactIds: command.contactIds,
        conversationIds: command.conversations.map(({ id }) => id),
        visitorIds: command.conversations.map(({ visitorId }) => visitorId),
      };
    default:
      throw new Error(`unknown command ${(command satisfies never as { type: string }).type}`);
  }
}

/** Who acts may have it then, which the next command of the batch must see. */
const inConversation = ({
  conversationId,
  actor,
}: CommandHead & { readonly conversationId: string }): ConversationKeys => ({
  ...NO_KEYS,
  memberIds: actor.type === "member" ? [actor.id] : [],
  conversationIds: [conversationId],
  visitorsOfConversations: [conversationId],
});
