import type { CommandHead } from "../identity/commands.ts";
import type { CommandKeys } from "../identity/keys.ts";
import { IDENTIFIER_KINDS, MESSAGE_CHANNELS } from "../identity/model.ts";
import type { ConversationCommand } from "./commands.ts";
import { replyKey } from "./request-id.ts";

/**
 * What must be in the state before a command is decided, beside the workspace's settings; absent: none. A conversation
 * brings along its assignee, an identifier its owner, a visitor its contact and who that is assigned to.
 */
export interface ConversationKeys extends CommandKeys {
  /** Of the conversations, those whose visitors are needed too. */
  readonly visitorsOfConversations?: readonly string[];
  /** Each visitor's latest open conversation on these channels. */
  readonly latestOnChannels?: readonly string[];
  readonly externalMessages?: readonly { readonly channel: string; readonly externalId: string }[];
  readonly readThrough?: readonly { readonly conversationId: string; readonly messageId: string }[];
}

export function conversationKeys(command: ConversationCommand): ConversationKeys {
  switch (command.type) {
    case "ReceiveMessage": {
      const { channel, externalId, conversationId, sender, details } = command;
      return {
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
      const externalId = replyKey(command.conversationId, command.actor, command.requestId);
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
      const { memberIds, ...keys } = inConversation(command);
      const { assigneeId } = command;
      return { ...keys, memberIds: assigneeId === null ? memberIds : [...memberIds, assigneeId] };
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
}: CommandHead & { readonly conversationId: string }) => ({
  memberIds: actor.type === "member" ? [actor.id] : [],
  conversationIds: [conversationId],
  visitorsOfConversations: [conversationId],
});
