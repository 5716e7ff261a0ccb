import type { MemberRole } from "../auth/caller.ts";
import { hashPassword } from "../auth/password.ts";
import {
  findOtherHolder,
  hasOtherAdmin,
  loadMember,
  revokeSessions,
  saveMember,
  setMemberIdentifiers,
} from "../database/member-rows.ts";
import type { Database } from "../database/open.ts";
import { withWorkspaceLock } from "../database/workspace-lock.ts";
import { createInputReader } from "./people-input.ts";
import { type Result, refuse, refuseInput } from "./people-refusals.ts";

/** By field: what is not named stays. `phone` null clears; a null of another field names nothing. */
export interface UpdateMemberInput {
  readonly memberId: string;
  readonly role?: MemberRole | null | undefined;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  /** A new password ends the member's sessions: whoever knew the old one is out. */
  readonly password?: string | null | undefined;
}

/** Changes a member who was not removed. The last admin stays one. A replaced identifier is free at once. */
export const updateMember =
  (deps: { database: Database; now: () => Date; forgetCallers: () => void }) =>
  async (
    caller: { readonly workspaceId: string },
    input: UpdateMemberInput,
  ): Promise<
    Result<
      { memberId: string },
      "INVALID_INPUT" | "IDENTIFIER_TAKEN" | "MEMBER_NOT_FOUND" | "LAST_ADMIN"
    >
  > => {
    const { workspaceId } = caller;
    const { memberId, role, phone, password } = input;
    const workspace = await deps.database.prisma.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { country: true },
    });

    const read = createInputReader();
    const changes = {
      ...(role != null && { role }),
      ...(input.name != null && { name: read.name("name", input.name) }),
      ...(input.email != null && { email: read.email("email", input.email) }),
      ...(phone !== undefined && {
        phone: phone === null ? null : read.phone("phone", phone, workspace.country),
      }),
    };
    if (password != null) read.password("password", password);
    if (read.problems.length > 0) return refuseInput(read.problems);
    const passwordHash = password == null ? null : await hashPassword(password);

    const result = await withWorkspaceLock(deps.database.pool, workspaceId, async (client) => {
      const before = await loadMember(client, workspaceId, memberId);
      if (before === null || before.removedAt !== null) return refuse({ code: "MEMBER_NOT_FOUND" });
      const after = { ...before, ...changes, ...(passwordHash !== null && { passwordHash }) };
      const demoted = before.role === "ADMIN" && after.role !== "ADMIN";
      if (demoted && !(await hasOtherAdmin(client, workspaceId, memberId))) {
        return refuse({ code: "LAST_ADMIN" });
      }
      const taken = await findOtherHolder(client, workspaceId, memberId, after);
      if (taken !== null) {
        return refuse({ code: "IDENTIFIER_TAKEN", field: taken.kind, holder: taken.holder });
      }
      await saveMember(client, workspaceId, after);
      await setMemberIdentifiers(client, workspaceId, memberId, after);
      if (passwordHash !== null) await revokeSessions(client, workspaceId, memberId, deps.now());
      return { ok: true, memberId } as const;
    });
    deps.forgetCallers();
    return result;
  };
