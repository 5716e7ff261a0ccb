import type { Pool } from "pg";

/** One import's file in the database: parts of its bytes in their order. */
export interface ImportFile {
  readonly workspaceId: string;
  readonly importId: string;
}

/** Bytes of a part. Memory holds a few of them, whatever the size of the file. */
export const PART_BYTES = 256 * 1024;

/**
 * The file's bytes, part by part: each is a statement of its own, so no transaction waits for the reader. What is not
 * whole throws: half a file must not pass for the file.
 */
export async function* readImportFile(pool: Pool, file: ImportFile): AsyncGenerator<Uint8Array> {
  const byteSize = await sizeOf(pool, file);
  let left = byteSize;
  let next = left > 0 ? readPart(pool, file, 0) : null;
  for (let number = 1; next !== null; number++) {
    const bytes = await next;
    left -= bytes.length;
    // One ahead: the database reads while the reader works.
    next = left > 0 ? readPart(pool, file, number) : null;
    // Whoever stops reading leaves it behind.
    next?.catch(() => {});
    yield bytes;
  }
  if (left !== 0) throw new Error("an import's file is longer than it was");
}

/** The beginning of the file. */
export async function readImportSample(
  pool: Pool,
  file: ImportFile,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of readImportFile(pool, file)) {
    parts.push(part);
    size += part.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}

/** When an import needs its file, and what was read of it, no more. Twice, it does nothing. */
export async function removeImportFile(
  pool: Pool,
  { workspaceId, importId, at }: ImportFile & { readonly at: Date },
): Promise<void> {
  await pool.query(
    `with removed as (delete from import_file_part where workspace_id = $1 and import_id = $2),
       staged as (delete from import_row where workspace_id = $1 and import_id = $2)
     update import set file_removed_at = $3
     where workspace_id = $1 and id = $2 and file_removed_at is null`,
    [workspaceId, importId, at],
  );
}

async function sizeOf(pool: Pool, { workspaceId, importId }: ImportFile): Promise<number> {
  const { rows } = await pool.query<{ byteSize: string }>(
    `select byte_size as "byteSize" from import
     where workspace_id = $1 and id = $2 and file_removed_at is null`,
    [workspaceId, importId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("an import's file was removed before it was read");
  return Number(row.byteSize);
}

async function readPart(
  pool: Pool,
  { workspaceId, importId }: ImportFile,
  number: number,
): Promise<Buffer> {
  // Not by `binary: true`: the driver makes text of what comes, so bytes that are no UTF-8 would be lost.
  const { rows } = await pool.query<{ bytes: Buffer }>(
    "select bytes from import_file_part where workspace_id = $1 and import_id = $2 and number = $3",
    [workspaceId, importId, number],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("an import's file was removed while it was read");
  return row.bytes;
}
