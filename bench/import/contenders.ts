import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Place } from "./workspace.ts";

/** One way to bring the people of a file into a workspace, told by its name in the figures. */
export interface Contender {
  readonly name: string;
  /** Answers the milliseconds of its parts, such as reading and applying. */
  run(path: string, rows: number): Promise<{ readonly [part: string]: number }>;
}

/** `COPY` into a staging table and set-based SQL (`in-sql.sql`), in transactions of so many rows. */
export const inSql = (pool: pg.Pool, place: Place, chunk: number): Contender => ({
  name: `SQL by ${chunk.toLocaleString("en")}`,
  async run(path) {
    const start = performance.now();
    const { workspaceId, memberId } = place;
    await pool.query(
      `call bench_import('${workspaceId}', '${memberId}', '${randomUUID()}', '${path}', ${chunk})`,
    );
    return { import: performance.now() - start };
  },
});
