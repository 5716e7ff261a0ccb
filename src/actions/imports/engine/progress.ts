import { noteProgress } from "../../../database/imports/import-steps.ts";
import { ImportCancelled, ServerStops, type Work } from "./import-engine.ts";

const EVERY_MILLIS = 300;

/** Says now and then how far a step has come, and is told there when it is to end. */
export interface Progress {
  /** @throws ImportCancelled, ServerStops */
  at(rowsDone: number): Promise<void>;
}

export function createProgress(
  { deps, pool, key, stopping }: Work,
  rowsTotal: number | null,
): Progress {
  const startedAt = deps.now();
  let last = Number.NEGATIVE_INFINITY;
  return {
    async at(rowsDone) {
      if (stopping.aborted) throw new ServerStops();
      const now = performance.now();
      if (now - last < EVERY_MILLIS) return;
      last = now;
      const cancel = await noteProgress(pool, key, { rowsDone, rowsTotal, startedAt });
      deps.importMoves.ring(key.workspaceId, key.importId);
      if (cancel) throw new ImportCancelled();
    },
  };
}
