import type { ReceiveMessage } from "../../../src/conversation/commands.ts";
import type { ReadDetails } from "../../../src/identity/details/read-details.ts";
import type { Actor, Instant } from "../../../src/identity/model.ts";
import { minute } from "./clock.ts";
import { type Draft, draft } from "./commands.ts";
import { givenWorkspace, type Story } from "./story.ts";

export const [MIA, TOM] = ["member-mia", "member-tom"] as const;
export const givenTeam = () => givenWorkspace({ members: [{ id: MIA }, { id: TOM }] });
/** The key of the AI agent. */
export const AI: Actor = { type: "integration", id: "key-ai" };
/** The key of a channel: it delivers what was written elsewhere. */
const CHANNEL: Actor = { type: "integration", id: "key-channel" };
const SYSTEM: Actor = { type: "system" };
const member = (id: string): Actor => ({ type: "member", id });

export interface Written
  extends Partial<
    Pick<
      ReceiveMessage,
      "channel" | "externalId" | "sentAt" | "conversationId" | "language" | "sender" | "text"
    >
  > {
  readonly at?: Instant;
  /** What is read in the text. */
  readonly found?: ReadDetails["found"];
  readonly doubtful?: ReadDetails["doubtful"];
  /** What the channel says of its sender, as proven. */
  readonly sentBy?: { readonly phone: string };
}

/** A message of a visitor: of the web chat by itself, of other channels as they deliver it. */
export function writes(visitorId: string, written: Written = {}): Draft {
  const { found = {}, doubtful = [], sentBy, channel = "CHAT", at, sentAt, ...rest } = written;
  return draft(
    {
      type: "ReceiveMessage",
      actor: channel === "CHAT" ? { type: "visitor", id: visitorId } : CHANNEL,
      visitorId,
      sender: null,
      channel,
      text: "Hello",
      externalId: null,
      conversationId: null,
      language: null,
      details: { found, doubtful },
      at,
      ...rest,
    } as never,
    (head) => ({
      sentAt: sentAt ?? head.at,
      sentBy: sentBy
        ? {
            claims: { phone: { value: sentBy.phone, verified: true } },
            provenByVisitor: true,
            id: head.id.replace("-7000-", "-7001-"),
            successorVisitorId: `successor-${head.id}`,
          }
        : null,
    }),
  );
}

/** A WhatsApp or SMS from a number, as its channel delivers it. */
export const texts = (visitorId: string, phone: string, written: Written = {}): Draft => {
  const { channel = "WHATSAPP" } = written;
  const sender = { channel, address: phone };
  return writes(visitorId, { channel, sender, sentBy: { phone }, ...written });
};

export const replies = (
  conversationId: string,
  by: string,
  text = "Hi",
  requestId: string | null = null,
): Draft => draft({ type: "SendReply", actor: member(by), conversationId, text, requestId });
export const aiReplies = (
  conversationId: string,
  text = "Beep",
  requestId: string | null = null,
): Draft => draft({ type: "SendReply", actor: AI, conversationId, text, requestId });
export const take = (conversationId: string, by: string): Draft =>
  draft({ type: "TakeConversation", actor: member(by), conversationId });
export const assignTalk = (conversationId: string, assigneeId: string | null, by: string): Draft =>
  draft({ type: "AssignConversation", actor: member(by), conversationId, assigneeId });
export const close = (conversationId: string, by: string): Draft =>
  draft({ type: "CloseConversation", actor: member(by), conversationId });
export const reopen = (conversationId: string, by: string): Draft =>
  draft({ type: "ReopenConversation", actor: member(by), conversationId });
export const markRead = (conversationId: string, throughMessageId: string): Draft =>
  draft({ type: "MarkConversationRead", actor: member(MIA), conversationId, throughMessageId });
export const requestHandover = (conversationId: string, language: string | null = null): Draft =>
  draft({ type: "RequestHandover", actor: AI, conversationId, language });
/** The timer. */
export const askForDetails = (conversationId: string, at: Instant): Draft =>
  draft({ type: "AskForDetails", actor: SYSTEM, conversationId, at });
export const unassign = (
  memberId: string,
  contactIds: readonly string[],
  conversations: readonly { readonly id: string; readonly visitorId: string }[],
): Draft => draft({ type: "UnassignMember", actor: SYSTEM, memberId, contactIds, conversations });

/** What is done in the conversation that was opened last. */
export const its =
  (make: (conversationId: string) => Draft) =>
  (story: Story): Draft =>
    make(story.talk().id);
/** What the timer does when it is due. */
export const timer = (story: Story): Draft => {
  const { id, handover } = story.talk();
  return askForDetails(id, handover?.waitUntil ?? minute(1_000));
};
