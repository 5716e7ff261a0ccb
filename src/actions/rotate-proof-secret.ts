import type { Database } from "../database/open.ts";
import { newProofSecret } from "./create-workspace.ts";

/** Gives the workspace a new proof secret. Proofs signed with the old one stop counting within a second. */
export const rotateProofSecret =
  (deps: { database: Pick<Database, "prisma">; forgetCallers: () => void }) =>
  async (caller: { readonly workspaceId: string }) => {
    const proofSecret = newProofSecret();
    await deps.database.prisma.workspace.update({
      where: { id: caller.workspaceId },
      data: { proofSecret },
    });
    deps.forgetCallers();
    return { ok: true, workspaceId: caller.workspaceId, proofSecret } as const;
  };
