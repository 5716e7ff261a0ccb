import { type FormerAssignee, formerAssignees } from "../database/assigned.ts";
import { isConnectionLoss } from "../database/connection-loss.ts";
import type { Log } from "../log.ts";
import type { IdentityDeps } from "./identity-command.ts";
import { unassignMember } from "./unassign-member.ts";

const HOUR_MILLIS = 60 * 60 * 1000;

export interface AssignmentSweep {
  start(): void;
  /** Resolves when a round that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Finishes, at the start and every hour, the removal of members that a server could not finish: what they had becomes
 * nobody's. Until then nothing shows them as assignees.
 */
export function createAssignmentSweep(
  deps: Pick<IdentityDeps, "writer" | "database" | "now"> & { readonly log: Log },
  { everyMillis = HOUR_MILLIS }: { readonly everyMillis?: number } = {},
): AssignmentSweep {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;

  async function sweepAll(): Promise<void> {
    for (const member of await formerAssignees(deps.database.pool)) await sweep(member);
  }

  const sweep = (member: FormerAssignee) =>
    unassignMember(deps, member, { actor: { type: "system" }, stopped: () => stopped });

  async function rounds(): Promise<void> {
    await sweepAll().catch((err) => {
      // The next round does what this one could not.
      if (!isConnectionLoss(err))
        deps.log.error({ err }, "what removed members had could not be unassigned");
    });
    if (stopped) return;
    timer = setTimeout(() => {
      round = rounds();
    }, everyMillis);
  }

  return {
    start() {
      round = rounds();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
