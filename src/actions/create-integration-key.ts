import type { IntegrationScope } from "../auth/caller.ts";
import { newId } from "../auth/new-id.ts";
import { makeOpaqueToken } from "../auth/opaque-token.ts";
import type { Database } from "../database/open.ts";
import { createInputReader } from "./people-input.ts";
import { type Result, refuseInput } from "./people-refusals.ts";

export interface CreateIntegrationKeyInput {
  readonly name: string;
  /** At least one. */
  readonly scopes: readonly IntegrationScope[];
}

/** Makes an integration key. `key` is what is shown once: only its hash is kept. `memberId` null: made by a command, not a member. */
export const createIntegrationKey =
  (deps: { database: Pick<Database, "prisma">; now: () => Date }) =>
  async (
    caller: { readonly workspaceId: string; readonly memberId: string | null },
    input: CreateIntegrationKeyInput,
  ): Promise<Result<{ keyId: string; key: string }, "INVALID_INPUT">> => {
    const read = createInputReader();
    const name = read.name("name", input.name);
    const scopes = [...new Set(input.scopes)];
    if (scopes.length === 0) read.wrong("scopes", "BLANK", "A key without scopes opens nothing.");
    if (read.problems.length > 0) return refuseInput(read.problems);

    const { workspaceId, memberId: createdBy } = caller;
    const id = newId();
    const { token, secretHash } = makeOpaqueToken("onk", workspaceId, id);
    await deps.database.prisma.integrationKey.create({
      data: { workspaceId, id, name, scopes, secretHash, createdBy, createdAt: deps.now() },
    });
    return { ok: true, keyId: id, key: token };
  };
