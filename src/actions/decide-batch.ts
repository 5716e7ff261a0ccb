import { assignIdentified } from "../conversation/decisions/assign-conversation.ts";
import { type ReceiveDecision, receiveMessage } from "../conversation/decisions/receive-message.ts";
import {
  type UnassignDecision,
  unassignMember,
} from "../conversation/decisions/unassign-member.ts";
import type { Conversation, Message } from "../conversation/model.ts";
import { externalKey, latestKey } from "../conversation/state.ts";
import type { LogEvent } from "../database/event-row.ts";
import { snapshot } from "../database/identity-changes.ts";
import type { BatchState } from "../database/load-identity.ts";
import type { WriteCommand } from "../database/load-request.ts";
import type { Outcome } from "../database/save-identity.ts";
import { applyEvent } from "../identity/apply.ts";
import { decide } from "../identity/decide.ts";
import type { Decision } from "../identity/decision.ts";
import type { Instant } from "../identity/model.ts";

export type AnyDecision = Decision | ReceiveDecision | UnassignDecision;
export type Answer =
  | { readonly decision: AnyDecision }
  /** A bug in deciding this one command: the others are not touched by it. */
  | { readonly thrown: unknown };

/** Each command in turn on the state that its predecessors leave, and what the whole batch comes to. */
export function decideBatch(
  workspaceId: string,
  commands: readonly WriteCommand[],
  state: BatchState,
): { answers: Answer[]; outcome: Outcome } {
  const before = snapshot(state);
  const events: LogEvent[] = [];
  const messages: Message[] = [];
  const usedProofs: { id: string; expiresAt: Instant }[] = [];

  const answers = commands.map((command): Answer => {
    let decision: AnyDecision;
    try {
      decision = decideOne(command, state);
    } catch (thrown) {
      return { thrown };
    }
    if (decision.outcome === "refused") return { decision };
    for (const event of decision.events) apply(state, event);
    events.push(...decision.events);
    if ("message" in decision && !decision.duplicate) {
      rememberMessage(state, decision.message, decision.conversation);
      messages.push(decision.message);
    }
    if (command.type === "Identify" && "subject" in decision) {
      const assigned = assignIdentified(command, decision.events, state);
      for (const event of assigned) apply(state, event);
      events.push(...assigned);
    }
    if (command.type === "Identify" && command.proofId !== null) {
      state.usedProofs.set(command.proofId, true);
      usedProofs.push({ id: command.proofId, expiresAt: command.proofExpiresAt ?? command.at });
    }
    return { decision };
  });
  const after = snapshot(state);
  const { lastVisitorNumber } = state;
  return {
    answers,
    outcome: { workspaceId, before, after, lastVisitorNumber, events, messages, usedProofs },
  };
}

function decideOne(command: WriteCommand, state: BatchState): AnyDecision {
  if (command.type === "ReceiveMessage") return receiveMessage(command, state);
  if (command.type === "UnassignMember") return unassignMember(command, state);
  return decide(command, state);
}

/** What conversation events say of who is who stands in the identity events beside them. */
function apply(state: BatchState, event: LogEvent): void {
  if (event.kind === "ConversationOpened" || event.kind === "MessageReceived") return;
  if (event.kind === "ConversationAssigned") {
    const { conversationId: id, assigneeId } = event;
    const conversation = state.conversationRecords.get(id);
    // A new one is remembered with its message.
    if (conversation) state.conversationRecords.set(id, { ...conversation, assigneeId });
    return;
  }
  applyEvent(state, event);
}

function rememberMessage(state: BatchState, message: Message, conversation: Conversation): void {
  const { id, visitorId, channel } = conversation;
  state.conversationRecords.set(id, conversation);
  state.conversations.set(id, { visitorId, hasInboundMessage: true });
  const key = latestKey(visitorId, channel);
  const latest = state.conversationRecords.get(state.latestConversations.get(key) ?? "");
  if (!latest || sortKey(latest) <= sortKey(conversation)) state.latestConversations.set(key, id);
  if (message.externalId !== null)
    state.externalMessages.set(externalKey(message.channel, message.externalId), message);
}

/** The order in which the load statement finds the latest conversation. */
const sortKey = ({ lastMessageAt, id }: Conversation) => `${lastMessageAt} ${id}`;
