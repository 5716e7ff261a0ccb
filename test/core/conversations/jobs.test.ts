import { expect, it } from "vitest";
import type { ConversationEvent } from "../../../src/conversation/events.ts";
import { jobsOf } from "../../../src/conversation/jobs.ts";

const head = {
  recordedAt: "2026-03-01T09:30:00.000Z",
  happenedAt: "2026-03-01T09:30:00.000Z",
  actor: { type: "system" },
  contactId: null,
  visitorId: "visitor",
  channel: "CHAT",
  assigneeId: null,
  previousAssigneeId: null,
  conversationId: "one",
} as const;
const requested = {
  ...head,
  kind: "HandoverRequested",
  state: "WAITING_FOR_AGENT",
  requestedBy: "key",
  waitUntil: "2026-03-01T09:33:00.000Z",
  language: null,
} as const satisfies ConversationEvent;
const taken = {
  ...head,
  kind: "ConversationTaken",
  state: "WITH_AGENT",
  cause: "TAKEN",
} as const satisfies ConversationEvent;
const asked = {
  ...head,
  kind: "DetailsAsked",
  state: "DETAILS_ASKED",
  fields: ["email"],
  again: false,
} as const satisfies ConversationEvent;

const key = "handover:shop:one";
const job = {
  task: "ask-for-details",
  key,
  runAt: "2026-03-01T09:33:00.000Z",
  payload: {
    workspaceId: "shop",
    conversationId: "one",
    waitUntil: "2026-03-01T09:33:00.000Z",
  },
};

it("a handover waits for its time, with nothing of a person", () => {
  expect(jobsOf("shop", [requested])).toEqual({ add: [job], remove: [] });
});

it.each<[string, ConversationEvent]>([
  ["is taken", taken],
  ["was asked", asked],
  ["is closed", { ...head, kind: "ConversationClosed", state: "CLOSED" }],
  ["is the AI agent's again", { ...head, kind: "AiAgentJoined", state: "WITH_AI" }],
])("nothing is waited for where the conversation %s", (_what, event) => {
  expect(jobsOf("shop", [event])).toEqual({ add: [], remove: [key] });
});

it("messages, marks and assignments let it wait as before", () => {
  const state = "WAITING_FOR_AGENT";
  expect(
    jobsOf("shop", [
      { ...head, kind: "MessageReceived", state, messageId: "m", language: null },
      { ...head, kind: "MessageSent", state, messageId: "n" },
      { ...head, kind: "ConversationRead", state, unreadCount: 0 },
      { ...head, kind: "ConversationAssigned", state, cause: "CONTACT_ASSIGNEE" },
    ]),
  ).toEqual({ add: [], remove: [] });
});

it("of several events of one conversation the last counts", () => {
  expect(jobsOf("shop", [requested, taken])).toEqual({ add: [], remove: [key] });
  expect(jobsOf("shop", [taken, requested])).toEqual({ add: [job], remove: [] });
  const other = { ...taken, conversationId: "two" };
  expect(jobsOf("shop", [requested, other])).toEqual({
    add: [job],
    remove: ["handover:shop:two"],
  });
});
