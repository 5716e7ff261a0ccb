import type { Message } from "../conversation/model.ts";
import type { LogEvent } from "../database/event-row.ts";
import { snapshot } from "../database/identity-changes.ts";
import type { BatchState } from "../database/load-identity.ts";
import type { WriteCommand } from "../database/load-request.ts";
import type { Outcome } from "../database/save-identity.ts";
import { applyEvent } from "../identity/apply.ts";
import { decide } from "../identity/decide.ts";
import type { Decision } from "../identity/decision.ts";
import type { Instant } from "../identity/model.ts";

export type MessageDecision = Decision; // TODO
export type Answer =
  | { readonly decision: Decision | MessageDecision }
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
    let decision: Decision | MessageDecision;
    try {
      if (command.type === "ReceiveMessage") throw new Error("not yet");
      decision = decide(command, state);
    } catch (thrown) {
      return { thrown };
    }
    if (decision.outcome === "refused") return { decision };
    for (const event of decision.events) applyEvent(state, event);
    events.push(...decision.events);
    if (
      command.type === "Identify" &&
      command.proofId !== null &&
      command.proofExpiresAt !== null
    ) {
      state.usedProofs.set(command.proofId, true);
      usedProofs.push({ id: command.proofId, expiresAt: command.proofExpiresAt });
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
