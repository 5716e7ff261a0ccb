import { type AnyDecision, decideBatch } from "../../../src/actions/decide-batch.ts";
import type { ConversationSettings, Message } from "../../../src/conversation/model.ts";
import { latestKey, readKey } from "../../../src/conversation/state.ts";
import type { LogEvent } from "../../../src/database/event-row.ts";
import { type BatchState, createBatchState } from "../../../src/database/load-identity.ts";
import type { WriteCommand } from "../../../src/database/load-request.ts";
import type { WorkingState } from "../../../src/identity/working-state.ts";

/** A whole workspace in memory, with its messages. */
export type ConversingState = BatchState & { readonly messages: Map<string, Message> };

export const conversing = (
  working: WorkingState,
  settings: Partial<ConversationSettings> = {},
): ConversingState => ({
  ...createBatchState(working, {
    answeredFirstBy: "AI_AGENT",
    waitingSeconds: 180,
    texts: [],
    ...settings,
  }),
  messages: new Map(),
});

/** Carries out a command as the writer does, in a batch of its own. The events are all that stand in the log then. */
export function carryOut(
  state: ConversingState,
  command: WriteCommand,
): { decision: AnyDecision; events: readonly LogEvent[] } {
  load(state, command);
  const { answers, outcome } = decideBatch("workspace", [command], state);
  const [answer] = answers;
  if (answer === undefined || "thrown" in answer) throw answer?.thrown;
  for (const message of outcome.messages) state.messages.set(message.id, message);
  // A message of a story that is about who is who alone.
  if (command.type === "NoteInboundMessage" && answer.decision.outcome === "accepted") {
    const { conversationId, visitorId } = command;
    state.conversations.set(conversationId, { visitorId, hasInboundMessage: true });
  }
  return { decision: answer.decision, events: outcome.events };
}

/** What the load statement answers of conversations, beside those that are there. */
export function load(state: ConversingState, command: WriteCommand): void {
  state.latestConversations.clear();
  const open = [...state.conversationRecords.values()].filter(({ state }) => state !== "CLOSED");
  for (const { id, visitorId, channel } of open.toSorted(
    (a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1),
  ))
    state.latestConversations.set(latestKey(visitorId, channel), id);
  state.cameSince.clear();
  state.readMarks.clear();
  if (command.type !== "MarkConversationRead") return;
  const { conversationId, throughMessageId: messageId } = command;
  if (state.messages.get(messageId)?.conversationId !== conversationId) return;
  const came = [...state.messages.values()].filter(
    (one) =>
      one.conversationId === conversationId && one.direction === "inbound" && one.id > messageId,
  );
  state.readMarks.set(readKey(conversationId, messageId), came.length);
}
const order = ({ lastMessageAt }: { lastMessageAt: string }) => Date.parse(lastMessageAt);
