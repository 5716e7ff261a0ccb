import { formerAssignees } from "../database/assigned.ts";
import { createRounds, HOUR_MILLIS, type Rounds } from "../database/rounds.ts";
import type { Log } from "../log.ts";
import type { IdentityDeps } from "./identity-command.ts";
import { unassignMember } from "./unassign-member.ts";

/**
 * Finishes, at the start and every hour, the removal of members that a server could not finish: what they had becomes
 * nobody's. Until then nothing shows them as assignees.
 */
export function createAssignmentSweep(
  deps: Pick<IdentityDeps, "writer" | "database" | "now"> & { readonly log: Log },
  { everyMillis = HOUR_MILLIS }: { readonly everyMillis?: number } = {},
): Rounds {
  return createRounds({
    everyMillis,
    log: deps.log,
    failure: "what removed members had could not be unassigned",
    async round(stopped) {
      for (const member of await formerAssignees(deps.database.pool))
        await unassignMember(deps, member, { actor: { type: "system" }, stopped });
    },
  });
}
