import type { MemberRole } from "../auth/caller.ts";
import { newId } from "../auth/new-id.ts";
import { hashPassword } from "../auth/password.ts";
import { findOtherHolder, saveMember, setMemberIdentifiers } from "../database/member-rows.ts";
import type { Database } from "../database/open.ts";
import { withWorkspaceLock } from "../database/workspace-lock.ts";
import { createInputReader } from "./people-input.ts";
import { type Result, refuse, refuseInput } from "./people-refusals.ts";

export interface CreateMemberInput {
  readonly role: MemberRole;
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null | undefined;
  /** The first password: the admin hands it over. */
  readonly password: string;
}

/**
 * Makes a member. Its identifiers are unique in the workspace across members and contacts, alternates included
 * (SPEC 3.3): a taken one is refused, naming the holder.
 */
export const createMember =
  (deps: { database: Database; now: () => Date }) =>
  async (
    caller: { readonly workspaceId: string },
    input: CreateMemberInput,
  ): Promise<
    Result<{ memberId: string }, "INVALID_INPUT" | "IDENTIFIER_TAKEN" | "WORKSPACE_NOT_FOUND">
  > => {
    const { workspaceId } = caller;
    const workspace = await deps.database.prisma.workspace.findUnique({
      where: { id: workspaceId },
      select: { country: true },
    });
    if (workspace === null) return refuse({ code: "WORKSPACE_NOT_FOUND" });

    const read = createInputReader();
    const name = read.name("name", input.name);
    const email = read.email("email", input.email);
    const phone = input.phone == null ? null : read.phone("phone", input.phone, workspace.country);
    const password = read.password("password", input.password);
    if (read.problems.length > 0) return refuseInput(read.problems);

    // Hashing takes long on purpose: before the lock, not under it.
    const passwordHash = await hashPassword(password);
    const id = newId();
    return withWorkspaceLock(deps.database.pool, workspaceId, async (client) => {
      const taken = await findOtherHolder(client, workspaceId, id, { email, phone });
      if (taken !== null) {
        return refuse({ code: "IDENTIFIER_TAKEN", field: taken.kind, holder: taken.holder });
      }
      const { role } = input;
      const createdAt = deps.now();
      const member = { id, role, name, email, phone, passwordHash, createdAt, removedAt: null };
      await saveMember(client, workspaceId, member);
      await setMemberIdentifiers(client, workspaceId, id, { email, phone });
      return { ok: true, memberId: id };
    });
  };
