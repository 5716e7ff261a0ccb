import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { IdentityWriter } from "../../src/actions/identity-writer.ts";
import {
  type ImportWorkerDeps,
  workOnImports,
} from "../../src/actions/imports/engine/work-on-imports.ts";
import type { MappedColumn } from "../../src/csv/mapping/targets.ts";
import { writeCsvRow } from "../../src/csv/write-csv.ts";
import type { ImportRecord } from "../../src/database/imports/import-record.ts";
import { readImport } from "../../src/database/imports/import-records.ts";
import type { ImportPolicy } from "../../src/identity/import-model.ts";
import type { Log } from "../../src/log.ts";

export const COLUMNS: readonly MappedColumn[] = [
  { column: 1, header: "email", target: { to: "FIELD", field: "email" } },
  { column: 2, header: "phone", target: { to: "FIELD", field: "phone" } },
  { column: 3, header: "first name", target: { to: "FIELD", field: "firstName" } },
  { column: 4, header: "last name", target: { to: "FIELD", field: "lastName" } },
  {
    column: 5,
    header: "city",
    target: { to: "ADDRESS", address: "contactAddress", part: "city" },
  },
  { column: 6, header: "tags", target: { to: "TAGS", separator: ";" } },
];

export const toCsv = (rows: readonly (readonly string[])[]) =>
  [COLUMNS.map(({ header }) => header), ...rows].map((cells) => writeCsvRow(cells)).join("");

/** The engine by itself, on imports that are there without having been uploaded. */
export function importEngine(options: {
  readonly pool: pg.Pool;
  readonly writer: IdentityWriter;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly log: Log;
  /** After each step of an import. */
  readonly onMoved?: () => void;
}) {
  const { pool, workspaceId, memberId, onMoved = () => undefined } = options;
  const deps: ImportWorkerDeps = {
    ...options,
    database: { pool } as never,
    importMoves: { ring: onMoved },
    secrets: { find: async () => ({ country: "AU" }) } as never,
    onCommitted: () => undefined,
    now: () => new Date(),
  };
  const work = workOnImports(deps);

  return {
    /** Answers the id of an import that waits to be tried. */
    async queue(csv: string, policy: ImportPolicy): Promise<string> {
      const id = randomUUID();
      const bytes = Buffer.from(csv);
      await pool.query(
        `insert into import (workspace_id, id, file_name, byte_size, state, dialect, columns, policy, created_by, created_at, queued_at)
         values ($1, $2, 'test.csv', $3, 'PREVIEW_QUEUED', $4, $5, $6, $7, now(), now())`,
        [
          workspaceId,
          id,
          bytes.length,
          JSON.stringify({ encoding: "UTF-8", delimiter: ",", quote: '"' }),
          JSON.stringify(COLUMNS),
          policy,
          memberId,
        ],
      );
      await pool.query("insert into import_file_part values ($1, $2, 0, $3)", [
        workspaceId,
        id,
        bytes,
      ]);
      return id;
    },
    async queueRun(id: string): Promise<void> {
      await pool.query("update import set state = 'QUEUED', queued_at = now() where id = $1", [id]);
    },
    async queueUndo(id: string): Promise<void> {
      const none = { deletedContacts: 0, revertedContacts: 0, keptContacts: 0 };
      await pool.query(
        "update import set state = 'UNDO_QUEUED', queued_at = now(), undo_result = $2 where id = $1",
        [id, { by: memberId, ...none }],
      );
    },
    work: (stopping = new AbortController().signal) => work(workspaceId, stopping),
    async read(importId: string): Promise<ImportRecord> {
      const found = await readImport(pool, { workspaceId, importId });
      if (found === null) throw new Error(`no import ${importId}`);
      return found;
    },
    /** From a file to the end of its run. */
    async import(csv: string, policy: ImportPolicy): Promise<ImportRecord> {
      const id = await this.queue(csv, policy);
      await this.work();
      await this.queueRun(id);
      await this.work();
      return this.read(id);
    },
    async undo(id: string): Promise<ImportRecord> {
      await this.queueUndo(id);
      await this.work();
      return this.read(id);
    },
  };
}
