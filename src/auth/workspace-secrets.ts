import { createSecretKey, type KeyObject } from "node:crypto";
import type { Database } from "../database/open.ts";
import { createRecall } from "./recall.ts";

export interface WorkspaceSecrets {
  /** Signs and verifies the tokens of members and visitors. */
  readonly tokenKey: KeyObject;
  /** What the business's server signs identity proofs with. */
  readonly proofSecret: string;
  readonly country: string;
}

/** The secrets of workspaces, remembered for less than a second; null: there is no such workspace. */
export interface WorkspaceSecretStore {
  find(workspaceId: string): Promise<WorkspaceSecrets | null>;
  forget(): void;
}

export function createWorkspaceSecretStore(deps: {
  database: Pick<Database, "prisma">;
  now?: () => Date;
}): WorkspaceSecretStore {
  const recall = createRecall<WorkspaceSecrets | null>({
    now: deps.now ?? (() => new Date()),
    load: async (id) => {
      const row = await deps.database.prisma.workspace.findUnique({
        where: { id },
        select: { tokenSecret: true, proofSecret: true, country: true },
      });
      if (row === null) return null;
      const { proofSecret, country } = row;
      return { tokenKey: createSecretKey(row.tokenSecret, "utf8"), proofSecret, country };
    },
  });
  return { find: recall.get, forget: recall.forget };
}
