import { assignIdentified } from "../conversation/assignment.ts";
import { decideConversation, isConversationCommand } from "../conversation/decide.ts";
import {
  applyLogEvent,
  type ConversationDecision,
  openConversationDraft,
} from "../conversation/draft.ts";
import type { Message } from "../conversation/model.ts";
import { externalKey } from "../conversation/state.ts";
import type { LogEvent } from "../database/event-row.ts";
import { snapshot } from "../database/identity-changes.ts";
import type { BatchState } from "../database/load-identity.ts";
import type { WriteCommand } from "../database/load-request.ts";
import type { Outcome } from "../database/save-identity.ts";
import type { Identify } from "../identity/commands.ts";
import { decide } from "../identity/decide.ts";
import type { Decision } from "../identity/decision.ts";
import type { Instant } from "../identity/model.ts";

export type AnyDecision = Decision | ConversationDecision;
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
  const record = (recorded: readonly LogEvent[]) => {
    for (const event of recorded) applyLogEvent(state, event);
    events.push(...recorded);
  };

  const answers = commands.map((command): Answer => {
    let decision: AnyDecision;
    try {
      decision = isConversationCommand(command)
        ? decideConversation(command, state)
        : decide(command, state);
    } catch (thrown) {
      return { thrown };
    }
    if (decision.outcome === "refused") return { decision };
    record(decision.events);
    if ("messages" in decision) {
      for (const message of decision.messages) {
        if (message.externalId !== null)
          state.externalMessages.set(externalKey(message.channel, message.externalId), message);
        messages.push(message);
      }
    }
    if (command.type === "Identify") {
      record(assignments(command, decision.events, state));
      if (command.proofId !== null) {
        state.usedProofs.set(command.proofId, true);
        usedProofs.push({ id: command.proofId, expiresAt: command.proofExpiresAt ?? command.at });
      }
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

/** What identifying somebody means for the conversation that it happened in. */
function assignments(command: Identify, events: readonly LogEvent[], state: BatchState) {
  if (command.conversationId === null) return [];
  const draft = openConversationDraft(command, state);
  assignIdentified(draft, command, events);
  return draft.events;
}
