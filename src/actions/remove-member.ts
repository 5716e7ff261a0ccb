import {
  hasOtherAdmin,
  loadMember,
  revokeSessions,
  saveMember,
  setMemberIdentifiers,
} from "../database/member-rows.ts";
import type { Database } from "../database/open.ts";
import { withWorkspaceLock } from "../database/workspace-lock.ts";
import { type Result, refuse } from "./people-refusals.ts";

/**
 * Removes a member: its sessions end, its identifiers are free. The member stays findable by id, because decisions name
 * it. Removing a removed member changes nothing and is no error; the last admin can't be removed.
 */
export const removeMember =
  (deps: { database: Pick<Database, "pool">; now: () => Date; forgetCallers: () => void }) =>
  async (
    caller: { readonly workspaceId: string },
    input: { readonly memberId: string },
  ): Promise<Result<{ memberId: string }, "MEMBER_NOT_FOUND" | "LAST_ADMIN">> => {
    const { workspaceId } = caller;
    const { memberId } = input;
    const result = await withWorkspaceLock(deps.database.pool, workspaceId, async (client) => {
      const member = await loadMember(client, workspaceId, memberId);
      if (member === null) return refuse({ code: "MEMBER_NOT_FOUND" });
      if (member.removedAt !== null) return { ok: true, memberId } as const;
      if (member.role === "ADMIN" && !(await hasOtherAdmin(client, workspaceId, memberId))) {
        return refuse({ code: "LAST_ADMIN" });
      }
      const removedAt = deps.now();
      await saveMember(client, workspaceId, { ...member, removedAt });
      await setMemberIdentifiers(client, workspaceId, memberId, { email: null, phone: null });
      await revokeSessions(client, workspaceId, memberId, removedAt);
      return { ok: true, memberId } as const;
    });
    deps.forgetCallers();
    return result;
  };
