import type { Snapshot } from "../../../database/identity-changes.ts";
import { loadUnlocked } from "../../../database/identity-transaction.ts";
import type { RunStand } from "../../../database/imports/import-steps.ts";
import type { StagedRow } from "../../../database/imports/staged-rows.ts";
import { loadRequest } from "../../../database/load-request.ts";
import { identifierKey } from "../../../identity/state.ts";
import { type RowsInHand, takeRows } from "./decide-staged.ts";
import { type DecidedRows, decideRowsInHand } from "./decided-rows.ts";
import { runOf, type Work } from "./import-engine.ts";

/** Rows that were decided before they have the workspace's lock, on what was there then. */
export interface PreparedRows {
  readonly decided: DecidedRows;
  /** How far all was before the rows were read and decided. */
  readonly stand: RunStand;
  /** Everything that the decision looked at: contacts, and who has the identifiers. */
  readonly lookedAt: ReadonlySet<string>;
}

/** Decides rows while others may write: what they did meanwhile is found out under the lock (`apply-rows.ts`). */
export async function prepareRows(
  work: Work,
  rows: readonly StagedRow[],
  stand: RunStand,
): Promise<PreparedRows> {
  const { pool, key } = work;
  const run = runOf(work);
  const inHand = takeRows(rows, run);
  const state = await loadUnlocked(pool, loadRequest(key.workspaceId, inHand.commands));
  const lookedAt = new Set(state.contacts.keys());
  for (const identifier of identifiersOf(inHand)) lookedAt.add(identifier);
  return { decided: decideRowsInHand(work, inHand, state), stand, lookedAt };
}

function identifiersOf({ imported }: RowsInHand): string[] {
  return [...imported.values()].flatMap(({ values: { email, phone } }) => [
    ...(email ? [identifierKey("email", email as string)] : []),
    ...(phone ? [identifierKey("phone", phone as string)] : []),
  ]);
}

/** Contacts that a batch changed, and the identifiers that these have or had. */
export function changedBy({ before, after }: { before: Snapshot; after: Snapshot }): Set<string> {
  const changed = new Set<string>();
  for (const [id, contact] of after.contacts) {
    const previous = before.contacts.get(id);
    if (previous === contact) continue;
    changed.add(id);
    for (const { kind, value } of [...contact.identifiers, ...(previous?.identifiers ?? [])])
      changed.add(identifierKey(kind, value));
  }
  return changed;
}
