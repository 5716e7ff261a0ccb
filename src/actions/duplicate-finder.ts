import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import { newCommandId } from "../auth/new-id.ts";
import { type DueContact, takeDue, workspacesDue } from "../database/duplicate-checks.ts";
import { createRounds, type Rounds } from "../database/rounds.ts";
import type { FoundPair } from "../identity/commands.ts";
import { scoreDuplicate } from "../identity/duplicates/score.ts";
import type { Log } from "../log.ts";
import type { IdentityWriter } from "./identity-writer.ts";

/** How many contacts are looked at together: some milliseconds of this process's time. */
const CHUNK = 50;
/** As long after each, others have the process and the database to themselves. */
const REST_MILLIS = 20;

export interface DuplicateFinder extends Rounds {
  /** Looks at all contacts that are due now. */
  look(): Promise<void>;
}

/**
 * Looks, in the background, for contacts that are one person (SPEC 6.1): at those that were made or changed since. Many
 * servers may do it: each workspace is looked at by one at a time, and known pairs are not suspected again.
 */
export function createDuplicateFinder(deps: {
  readonly pool: Pool;
  readonly writer: IdentityWriter;
  readonly now: () => Date;
  readonly log: Log;
  readonly everyMillis: number;
}): DuplicateFinder {
  const { pool, writer, now, log, everyMillis } = deps;

  async function look(stopped: () => boolean): Promise<void> {
    for (const workspaceId of await workspacesDue(pool)) {
      while (
        !stopped() &&
        (await takeDue(pool, { workspaceId, limit: CHUNK }, (due) => suspect(workspaceId, due))) > 0
      )
        await delay(REST_MILLIS);
    }
  }

  async function suspect(workspaceId: string, due: readonly DueContact[]): Promise<void> {
    const pairs = foundPairs(due);
    if (pairs.length === 0) return;
    const decision = await writer.execute({
      type: "SuspectDuplicates",
      workspaceId,
      id: newCommandId(),
      at: now().toISOString(),
      actor: { type: "system" },
      pairs,
    });
    if (decision.outcome === "refused") throw new Error("suspecting duplicates was refused");
  }

  const rounds = createRounds({
    round: look,
    everyMillis,
    log,
    failure: "duplicates could not be looked for",
  });
  return { ...rounds, look: () => look(() => false) };
}

/** The suspects among the candidates, each pair once. */
function foundPairs(due: readonly DueContact[]): FoundPair[] {
  const found = new Map<string, FoundPair>();
  for (const { id, profile, candidates } of due)
    for (const candidate of candidates) {
      const { score, reasons } = scoreDuplicate(profile, candidate.profile);
      if (reasons.length === 0) continue;
      const contactIds = [id, candidate.id].sort() as [string, string];
      found.set(contactIds.join(), { id: newCommandId(), contactIds, reasons, score });
    }
  return [...found.values()];
}
