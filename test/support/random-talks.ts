import fc from "fast-check";
import { newCommandId, newVisitorId } from "../../src/auth/new-id.ts";
import type { ConversationCommand } from "../../src/conversation/commands.ts";
import type { CommandHead } from "../../src/identity/commands.ts";
import type { Actor, MessageChannel, Sender } from "../../src/identity/model.ts";
import type { ConversingState } from "../core/support/conversing.ts";

const AI: Actor = { type: "integration", id: "00000000-0000-4000-8000-00000000000a" };
const SYSTEM: Actor = { type: "system" };
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** As the other operations: a talk by its place, the latest first; a member by its number, the last one nobody. */
const talk = fc.constantFrom(0, 0, 0, 1, 2);
const member = fc.nat(1);

export const talkOperations = [
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constant("receive" as const),
      visitor: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5),
      channel: fc.constantFrom<MessageChannel>("CHAT", "CHAT", "PUSH"),
      email: maybe(fc.nat(2)),
      phone: maybe(fc.nat(2)),
      doubtful: fc.subarray(["email", "phone"] as ("email" | "phone")[]),
      external: maybe(fc.nat(4)),
      secondsAgo: fc.constantFrom(0, 0, 4, 60),
      language: fc.constantFrom(null, null, "de", "pt-BR"),
      talk: maybe(talk),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("take", "close", "close", "reopen"),
      talk,
      member,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("reply" as const),
      talk,
      // The last one: the AI agent.
      member: fc.nat(2),
      request: maybe(fc.nat(2)),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ type: fc.constantFrom("handOver", "timer"), talk }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("assignTalk" as const),
      talk,
      member,
      assignee: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("read" as const),
      talk,
      member,
      message: fc.nat(5),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("unassign" as const), member }),
  },
] as const;
/** A visitor that was asked for its details: sequences seldom come to that by themselves. */
export const asked: readonly TalkOperation[] = [
  {
    type: "receive",
    visitor: 0,
    channel: "CHAT",
    email: undefined,
    phone: undefined,
    doubtful: [],
    external: undefined,
    secondsAgo: 0,
    language: null,
    talk: undefined,
  },
  { type: "handOver", talk: 0 },
  { type: "timer", talk: 0 },
];
export type TalkOperation =
  (typeof talkOperations)[number]["arbitrary"] extends fc.Arbitrary<infer T> ? T : never;
const TYPES = ["receive", "take", "reply", "close", "reopen", "handOver", "timer"];
export const isTalkOperation = (operation: { readonly type: string }): operation is TalkOperation =>
  [...TYPES, "assignTalk", "read", "unassign"].includes(operation.type);

export interface Talkers {
  readonly visitorIds: readonly string[];
  /** Of the visitors, those that are a number of a channel. */
  readonly senders: readonly (Sender | null)[];
  readonly memberIds: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** The command that it comes to as things stand; null: there is no such talk. */
export function talkCommand(
  operation: TalkOperation,
  start: CommandHead,
  { state, who }: { readonly state: ConversingState; readonly who: Talkers },
): ConversationCommand | null {
  const talks = [...state.conversationRecords.values()].reverse();
  const nth = (place: number) => talks[place % (talks.length || 1)];
  const by = (number: number): Actor => ({ type: "member", id: who.memberIds[number] as string });
  if (operation.type === "receive")
    return receive(operation, start, { who, named: nth(operation.talk ?? 0)?.id ?? null });
  if (operation.type === "unassign")
    return {
      ...start,
      type: "UnassignMember",
      actor: SYSTEM,
      memberId: who.memberIds[operation.member] as string,
      contactIds: [...state.contacts.keys()],
      conversations: talks.map(({ id, visitorId }) => ({ id, visitorId })),
    };
  const conversation = nth(operation.talk);
  if (!conversation) return null;
  const head = { ...start, conversationId: conversation.id };
  switch (operation.type) {
    case "take":
      return { ...head, type: "TakeConversation", actor: by(operation.member) };
    case "reply":
      return {
        ...head,
        type: "SendReply",
        actor: who.memberIds[operation.member] === undefined ? AI : by(operation.member),
        text: "Hi",
        requestId: operation.request === undefined ? null : `r-${operation.request}`,
      };
    case "close":
      return { ...head, type: "CloseConversation", actor: by(operation.member) };
    case "reopen":
      return { ...head, type: "ReopenConversation", actor: by(operation.member) };
    case "assignTalk": {
      const assigneeId = who.memberIds[operation.assignee] ?? null;
      return { ...head, type: "AssignConversation", actor: by(operation.member), assigneeId };
    }
    case "handOver":
      return { ...head, type: "RequestHandover", actor: AI, language: null };
    case "timer": {
      const [, at = start.at] = [start.at, conversation.handover?.waitUntil ?? start.at].sort();
      return { ...head, type: "AskForDetails", actor: SYSTEM, at };
    }
    case "read": {
      const own = [...state.messages.values()].filter(
        ({ conversationId }) => conversationId === conversation.id,
      );
      const message = own[operation.message % (own.length || 1)];
      const throughMessageId = message?.id ?? conversation.id;
      const actor = by(operation.member);
      return { ...head, type: "MarkConversationRead", actor, throughMessageId };
    }
  }
}

function receive(
  operation: TalkOperation & { type: "receive" },
  start: CommandHead,
  { who, named }: { readonly who: Talkers; readonly named: string | null },
): ConversationCommand {
  const { visitor, external, secondsAgo, language, doubtful, email, phone } = operation;
  const visitorId = who.visitorIds[visitor] as string;
  const sender = who.senders[visitor] ?? null;
  const channel = (sender?.channel ?? operation.channel) as MessageChannel;
  return {
    ...start,
    type: "ReceiveMessage",
    actor: sender ? AI : { type: "visitor", id: visitorId },
    visitorId,
    sender,
    channel,
    text: `Hello from ${visitor}`,
    externalId: external === undefined ? null : `m-${external}`,
    sentAt: new Date(Date.parse(start.at) - secondsAgo * 1000).toISOString(),
    conversationId: operation.talk === undefined ? null : named,
    language,
    details: {
      found: {
        ...(email === undefined ? {} : { email: who.emails[email] as string }),
        ...(phone === undefined ? {} : { phone: who.phones[phone] as string }),
      },
      doubtful,
    },
    sentBy: sender && {
      claims: { phone: { value: sender.address, verified: true } },
      provenByVisitor: true,
      id: newCommandId(),
      successorVisitorId: newVisitorId(),
    },
  };
}
