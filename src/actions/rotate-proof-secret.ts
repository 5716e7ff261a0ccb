import type { Database } from "../database/open.ts";
import { newProofSecret } from "./create-workspace.ts";

export interface RotateProofSecretInput {
  /** The secret to be replaced. If it no longer is the workspace's, nothing is done: a call repeated after a lost answer does not rotate twice. */
  readonly replacing?: string | null | undefined;
}

/** Gives the workspace a new proof secret. Proofs signed with the old one stop counting within a second. */
export const rotateProofSecret =
  (deps: { database: Pick<Database, "prisma">; forgetCallers: () => void }) =>
  async (caller: { readonly workspaceId: string }, { replacing }: RotateProofSecretInput) => {
    const { workspaceId } = caller;
    await deps.database.prisma.workspace.updateMany({
      where: { id: workspaceId, ...(replacing != null && { proofSecret: replacing }) },
      data: { proofSecret: newProofSecret() },
    });
    deps.forgetCallers();
    return { ok: true, workspaceId } as const;
  };
