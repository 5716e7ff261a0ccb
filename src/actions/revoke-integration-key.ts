import type { Database } from "../database/open.ts";
import { type Result, refuse } from "./people-refusals.ts";

/** Ends an integration key for ever. Revoking it again changes nothing, the moment of revocation included. */
export const revokeIntegrationKey =
  (deps: { database: Pick<Database, "prisma">; now: () => Date; forgetCallers: () => void }) =>
  async (
    caller: { readonly workspaceId: string },
    input: { readonly keyId: string },
  ): Promise<Result<{ keyId: string }, "INTEGRATION_KEY_NOT_FOUND">> => {
    const { workspaceId } = caller;
    const { keyId: id } = input;
    const { integrationKey } = deps.database.prisma;
    const { count } = await integrationKey.updateMany({
      where: { workspaceId, id, revokedAt: null },
      data: { revokedAt: deps.now() },
    });
    deps.forgetCallers();
    if (count === 0 && (await integrationKey.count({ where: { workspaceId, id } })) === 0) {
      return refuse({ code: "INTEGRATION_KEY_NOT_FOUND" });
    }
    return { ok: true, keyId: id };
  };
