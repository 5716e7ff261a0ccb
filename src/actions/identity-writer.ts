import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { ConversationCommand } from "../conversation/commands.ts";
import type { ConversationDecision } from "../conversation/draft.ts";
import { isConnectionLoss } from "../database/connection-loss.ts";
import {
  loadLocked,
  loadUnlocked,
  OutcomeUnknown,
  saveAndCommit,
} from "../database/identity-transaction.ts";
import { loadRequest, type WriteCommand } from "../database/load-request.ts";
import { saveOutcome } from "../database/save-identity.ts";
import { withClient } from "../database/workspace-lock.ts";
import type { IdentityCommand } from "../identity/commands.ts";
import { decide } from "../identity/decide.ts";
import type { Decision } from "../identity/decision.ts";
import { StateLacks } from "../identity/state.ts";
import type { Log } from "../log.ts";
import { type AnyDecision, decideBatch } from "./decide-batch.ts";
import { nextBatch } from "./next-batch.ts";

/**
 * The one way in which who is who, and conversations, are changed. A refusal is an answer; what is thrown is a bug, or the database being
 * out of reach, or `OutcomeUnknown`.
 */
export interface IdentityWriter {
  execute(command: IdentityCommand): Promise<Decision>;
  execute(command: ConversationCommand): Promise<ConversationDecision>;
  /** What `execute` would answer now, with nothing written. */
  preview(command: IdentityCommand): Promise<Decision>;
  /** Resolves when everything that was accepted has been answered. */
  drain(): Promise<void>;
}

interface Turn {
  readonly command: WriteCommand;
  resolve(answer: AnyDecision): void;
  reject(error: unknown): void;
}

/** When what failed for sure can be tried again: long enough for a restart of PostgreSQL, short enough for a caller. */
const RETRY_AFTER_MILLIS = [50, 150, 450, 1350];

/**
 * Gathers per workspace: a command that finds nothing under way runs at once, and those that arrive while a transaction
 * is under way share the next one. Nobody waits for the sake of gathering.
 */
export function createIdentityWriter(deps: {
  readonly pool: pg.Pool;
  readonly log: Log;
  /** After a commit that wrote something (the doorbell). */
  readonly onCommitted: (workspaceId: string) => void;
}): IdentityWriter {
  const waiting = new Map<string, Turn[]>();
  const lanes = new Set<Promise<void>>();

  function execute(command: WriteCommand): Promise<never> {
    return new Promise<AnyDecision>((resolve, reject) => {
      const turn = { command, resolve, reject };
      const queue = waiting.get(command.workspaceId);
      if (queue) {
        queue.push(turn);
        return;
      }
      const lane = runLane(command.workspaceId, [turn]).finally(() => lanes.delete(lane));
      lanes.add(lane);
    }) as Promise<never>;
  }

  async function runLane(workspaceId: string, queue: Turn[]): Promise<void> {
    waiting.set(workspaceId, queue);
    while (queue.length > 0) await answer(workspaceId, nextBatch(queue));
    waiting.delete(workspaceId);
  }

  /** Never rejects: each turn gets its answer or its error. */
  async function answer(workspaceId: string, turns: readonly Turn[]): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await write(workspaceId, turns);
        return;
      } catch (error) {
        if (error instanceof OutcomeUnknown) return rejectAll(turns, error);
        if (isPassing(error)) {
          const wait = RETRY_AFTER_MILLIS[attempt];
          if (wait === undefined) return rejectAll(turns, error);
          deps.log.warn({ err: error, attempt }, "a batch of changes is tried again");
          await delay(wait);
          continue;
        }
        if (turns.length === 1) return rejectAll(turns, error);
        deps.log.warn({ err: error, commands: turns.length }, "a batch is taken apart");
        for (const turn of turns) await answer(workspaceId, [turn]);
        return;
      }
    }
  }

  async function write(workspaceId: string, turns: readonly Turn[]): Promise<void> {
    const commands = turns.map((turn) => turn.command);
    const batch = await withClient(deps.pool, async (client) => {
      try {
        const state = await loadLocked(client, loadRequest(workspaceId, commands));
        const decided = decideBatch(workspaceId, commands, state);
        const save = saveOutcome(decided.outcome);
        await saveAndCommit(client, save);
        return { answers: decided.answers, written: save !== null };
      } catch (error) {
        // Where the client is lost even this fails; `withClient` then throws it away.
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    });
    if (batch.written) deps.onCommitted(workspaceId);
    const again: Turn[] = [];
    turns.forEach((turn, index) => {
      const answered = batch.answers[index];
      if (answered === undefined) turn.reject(new Error("a command was not decided"));
      else if (!("thrown" in answered)) turn.resolve(answered.decision);
      else if (turns.length > 1 && answered.thrown instanceof StateLacks) again.push(turn);
      else turn.reject(answered.thrown);
    });
    // What an earlier command of the batch changed made these need more than was loaded for them.
    for (const turn of again) await answer(workspaceId, [turn]);
  }

  return {
    execute,
    async preview(command) {
      const request = loadRequest(command.workspaceId, [command]);
      return decide(command, await loadUnlocked(deps.pool, request));
    },
    async drain() {
      while (lanes.size > 0) await Promise.all(lanes);
    },
  };
}

function rejectAll(turns: readonly Turn[], error: unknown): void {
  for (const turn of turns) turn.reject(error);
}

/** Serialization failure, deadlock, lock not available: nothing was written, and the next try may find the way free. */
const PASSING_STATES = new Set(["40001", "40P01", "55P03"]);

const isPassing = (error: unknown): boolean =>
  isConnectionLoss(error) ||
  (error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    PASSING_STATES.has(error.code));
