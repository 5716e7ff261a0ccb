import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import type pg from "pg";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import {
  type ImportWorkerDeps,
  workOnImports,
} from "../../src/actions/imports/engine/work-on-imports.ts";
import { PART_BYTES } from "../../src/database/imports/import-file.ts";
import type { Log } from "../../src/log.ts";
import type { Contender } from "./contenders.ts";
import { COLUMNS } from "./file.ts";
import type { Place } from "./workspace.ts";

/** Our import, from the stored file on: reading and trying it (the preview), and running it. */
export function ourImport(pool: pg.Pool, { workspaceId, memberId }: Place, log: Log): Contender {
  const onCommitted = () => undefined;
  const deps = {
    database: { pool },
    writer: createIdentityWriter({ pool, log, onCommitted }),
    importMoves: { ring: () => undefined },
    secrets: { find: async () => ({ country: "AU" }) },
    onCommitted,
    log,
    now: () => new Date(),
  } as unknown as ImportWorkerDeps;
  const work = () => workOnImports(deps)(workspaceId, new AbortController().signal);

  return {
    name: "Onymous",
    async run(path, rows) {
      const id = randomUUID();
      await store(pool, { workspaceId, memberId }, id, path);
      const start = performance.now();
      await work();
      const tried = performance.now();
      await pool.query("update import set state = 'QUEUED', queued_at = now() where id = $1", [id]);
      await work();
      const end = performance.now();
      await checkDone(pool, id, rows);
      return { preview: tried - start, run: end - tried };
    },
  };
}

async function store(
  pool: pg.Pool,
  { workspaceId, memberId }: Place,
  id: string,
  path: string,
): Promise<void> {
  let size = 0;
  let number = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    await pool.query("insert into import_file_part values ($1, $2, $3, $4)", [
      workspaceId,
      id,
      number,
      bytes,
    ]);
    number += 1;
    size += (bytes as Buffer).length;
  }
  const dialect = { encoding: "UTF-8", delimiter: ",", quote: '"' };
  await pool.query(
    `insert into import (workspace_id, id, file_name, byte_size, state, dialect, columns, created_by, created_at, queued_at)
     values ($1, $2, 'bench.csv', $3, 'PREVIEW_QUEUED', $4, $5, $6, now(), now())`,
    [workspaceId, id, size, JSON.stringify(dialect), JSON.stringify(COLUMNS), memberId],
  );
}

async function checkDone(pool: pg.Pool, id: string, rows: number): Promise<void> {
  const { rows: found } = await pool.query(
    "select state, result, preview -> 'counts' = result as same from import where id = $1",
    [id],
  );
  const [{ state, result, same }] = found;
  if (state !== "FINISHED" || !same || result.rows !== rows)
    throw new Error(`the import came to ${state}: ${JSON.stringify(result)}`);
}
