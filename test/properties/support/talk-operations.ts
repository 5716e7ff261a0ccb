import fc from "fast-check";
import type { MessageChannel } from "../../../src/identity/model.ts";
import { minute } from "../../core/support/clock.ts";
import type { Draft } from "../../core/support/commands.ts";
import {
  aiReplies,
  askForDetails,
  assignTalk,
  close,
  MIA,
  markRead,
  reopen,
  replies,
  requestHandover,
  take,
  texts,
  unassign,
  type Written,
  writes,
} from "../../core/support/conversation-commands.ts";
import type { ConversingState } from "../../core/support/conversing.ts";

/** Two who work there. */
export const TEAM = [MIA, "member-boss"] as const;
type Member = (typeof TEAM)[number];

/** As other operations: a talk is named by its place, the latest first. */
export type TalkOperation =
  | {
      type: "receive";
      visitor: number;
      channel: MessageChannel;
      /** On a channel of numbers: the sender is this one of the cast. */
      number: number;
      external: number | null;
      minutesAgo: number;
      language: string | null;
      found: { email?: string; phone?: string };
      doubtful: ("email" | "phone")[];
      /** It names the conversation, which may be closed or another visitor's. */
      talk: number | null;
    }
  | { type: "take" | "closeTalk" | "reopenTalk"; talk: number; by: Member }
  | { type: "reply"; talk: number; by: Member | null; request: number | null }
  | { type: "assignTalk"; talk: number; by: Member; to: Member | null }
  | { type: "requestHandover"; talk: number }
  | { type: "read"; talk: number; message: number }
  | { type: "timer"; talk: number; isEarly: boolean }
  | { type: "removeMember"; member: Member };

const talk = fc.constantFrom(0, 0, 0, 1, 2);
const by = fc.constantFrom(...TEAM);

export function talkOperations(
  cast: { readonly emails: readonly string[]; readonly phones: readonly string[] },
  visitor: fc.Arbitrary<number>,
): { weight: number; arbitrary: fc.Arbitrary<TalkOperation> }[] {
  const weighted = <T extends TalkOperation>(weight: number, arbitrary: fc.Arbitrary<T>) => ({
    weight,
    arbitrary: arbitrary as fc.Arbitrary<TalkOperation>,
  });
  const found = fc.record(
    { email: fc.constantFrom(...cast.emails), phone: fc.constantFrom(...cast.phones) },
    { requiredKeys: [] },
  );
  return [
    weighted(
      4,
      fc.record({
        type: fc.constant("receive" as const),
        visitor,
        channel: fc.constantFrom<MessageChannel>("CHAT", "CHAT", "CHAT", "PUSH", "WHATSAPP", "SMS"),
        number: fc.nat(cast.phones.length - 1),
        external: fc.option(fc.nat(3)),
        minutesAgo: fc.constantFrom(0, 0, 3, 20),
        language: fc.constantFrom(null, null, "de", "pt-BR"),
        found: found.map((values) => ({ ...values })),
        doubtful: fc.subarray(["email", "phone"] as ("email" | "phone")[]),
        talk: fc.option(talk, { freq: 4 }),
      }),
    ),
    weighted(1, fc.record({ type: fc.constant("requestHandover" as const), talk })),
    weighted(
      1,
      fc.record({ type: fc.constant("timer" as const), talk, isEarly: fc.nat(4).map((n) => !n) }),
    ),
    weighted(
      1,
      fc.record({
        type: fc.constantFrom("take", "closeTalk", "closeTalk", "reopenTalk"),
        talk,
        by,
      }),
    ),
    weighted(
      1,
      fc.record({
        type: fc.constant("reply" as const),
        talk,
        // Null: the AI agent.
        by: fc.option(by, { freq: 1 }),
        request: fc.option(fc.nat(2)),
      }),
    ),
    weighted(
      1,
      fc.record({ type: fc.constant("assignTalk" as const), talk, by, to: fc.option(by) }),
    ),
    weighted(1, fc.record({ type: fc.constant("read" as const), talk, message: fc.nat(5) })),
    weighted(1, fc.record({ type: fc.constant("removeMember" as const), member: by })),
  ];
}

export const isTalkOperation = (operation: { readonly type: string }): operation is TalkOperation =>
  TYPES.has(operation.type);
const TYPES: ReadonlySet<string> = new Set<TalkOperation["type"]>([
  "receive",
  "reply",
  "take",
  "closeTalk",
  "reopenTalk",
  "assignTalk",
  "requestHandover",
  "read",
  "timer",
  "removeMember",
]);

/** The command that it means as things stand, or null where there is no such talk. */
export function talkDraftOf(
  operation: TalkOperation,
  state: ConversingState,
  { visitorId, phones }: { readonly visitorId: string; readonly phones: readonly string[] },
): Draft | null {
  const talks = [...state.conversationRecords.values()].reverse();
  if (operation.type === "receive") return receiveDraft(operation, talks, { visitorId, phones });
  if (operation.type === "removeMember") {
    const { member } = operation;
    return unassign(member, [...state.contacts.keys()], talks);
  }
  const conversation = talks[operation.talk % (talks.length || 1)];
  if (!conversation) return null;
  const { id } = conversation;
  switch (operation.type) {
    case "reply": {
      const requestId = operation.request === null ? null : `r-${operation.request}`;
      const { by } = operation;
      return by === null ? aiReplies(id, "Beep", requestId) : replies(id, by, "Hi", requestId);
    }
    case "take":
      return take(id, operation.by);
    case "closeTalk":
      return close(id, operation.by);
    case "reopenTalk":
      return reopen(id, operation.by);
    case "assignTalk":
      return assignTalk(id, operation.to, operation.by);
    case "requestHandover":
      return requestHandover(id);
    case "read": {
      const own = [...state.messages.values()].filter((one) => one.conversationId === id);
      const message = own[operation.message % (own.length || 1)];
      return message ? markRead(id, message.id) : null;
    }
    case "timer": {
      const due = Date.parse(conversation.handover?.waitUntil ?? minute(0));
      return askForDetails(id, new Date(due - (operation.isEarly ? 1 : 0)).toISOString());
    }
  }
}

function receiveDraft(
  operation: TalkOperation & { type: "receive" },
  talks: readonly { readonly id: string }[],
  { visitorId, phones }: { readonly visitorId: string; readonly phones: readonly string[] },
): Draft {
  const { channel, external, minutesAgo, language, found, doubtful } = operation;
  const named = operation.talk === null ? undefined : talks[operation.talk % (talks.length || 1)];
  const phone = phones[operation.number] as string;
  const isNumber = channel === "WHATSAPP" || channel === "SMS";
  return {
    stamp: (tick) => {
      const written: Written = {
        channel,
        language,
        found,
        doubtful,
        sentAt: minute(tick - minutesAgo),
        externalId: external === null ? null : `${phones[0]}-${external}`,
        conversationId: named?.id ?? null,
      };
      // Who is new is given an id of its own.
      return isNumber
        ? texts(`sender-${tick}`, phone, written).stamp(tick)
        : writes(visitorId, written).stamp(tick);
    },
  };
}
