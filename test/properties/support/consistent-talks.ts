import { expect } from "vitest";
import type { Conversation, Message } from "../../../src/conversation/model.ts";
import type { ConversingState } from "../../core/support/conversing.ts";

/** What every conversation is like, whatever happened. */
export function expectConsistentTalks({ conversationRecords, messages }: ConversingState): void {
  for (const talk of conversationRecords.values())
    expectConsistentTalk(
      talk,
      [...messages.values()].filter(({ conversationId }) => conversationId === talk.id),
    );
}

function expectConsistentTalk(talk: Conversation, messages: readonly Message[]): void {
  const { state, assigneeId, handover, unreadCount, lastMessageAt, visitorId } = talk;
  const inbound = messages.filter(({ direction }) => direction === "inbound");
  expect(inbound.length, "somebody wrote").toBeGreaterThan(0);
  expect(unreadCount).toBeGreaterThanOrEqual(0);
  expect(unreadCount).toBeLessThanOrEqual(inbound.length);
  expect(lastMessageAt).toBe(
    messages
      .map(({ sentAt }) => sentAt)
      .sort()
      .at(-1),
  );
  for (const message of messages) expect(message).toMatchObject({ visitorId });

  if (state === "WITH_AGENT") expect(assigneeId).not.toBeNull();
  if (handover === null) expect(state).not.toBe("DETAILS_ASKED");
  else {
    expect(["WAITING_FOR_AGENT", "DETAILS_ASKED"]).toContain(state);
    expect(state === "DETAILS_ASKED").toBe(handover.missing.length > 0);
    if (handover.askedAt === null)
      expect(handover).toMatchObject({ missing: [], askedAgain: false });
    else expect(handover.askedAt >= handover.waitUntil).toBe(true);
  }
}
