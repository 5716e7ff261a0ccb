import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UploadRefused } from "./upload-problem.ts";

type Bytes = AsyncIterable<Uint8Array>;

/** Tables of contacts compress three- to thirtyfold, nearly empty ones a hundredfold; gzip can a thousandfold. */
const MOST_EXPANSION = 200;
/** As much as any file may expand, whatever its ratio. */
const FREE_EXPANSION = 8 * 1024 * 1024;

/** Beginnings of files that people take for CSV: a zip (xlsx, ods, an archive) and an old Excel workbook. */
const NOT_CSV = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;
const GZIP = [0x1f, 0x8b, 0x08] as const;

/**
 * The bytes of the file itself: out of the transport's gzip, and out of the file's own. It ends as soon as a limit is
 * passed, so a bomb costs no more than the limit.
 *
 * @throws UploadRefused
 */
export function fileOf(
  sent: Bytes,
  options: { readonly gzipped: boolean; readonly maxBytes: number },
): Bytes {
  const { gzipped, maxBytes } = options;
  return unpacked(gzipped ? gunzipped(sent, maxBytes) : atMost(sent, maxBytes), maxBytes, true);
}

async function* unpacked(bytes: Bytes, maxBytes: number, mayBeGzip: boolean): Bytes {
  const iterator = bytes[Symbol.asyncIterator]();
  try {
    const first = await peek(iterator);
    if (first.length === 0) throw new UploadRefused("EMPTY_FILE");
    if (NOT_CSV.some((magic) => startsWith(first, magic))) throw new UploadRefused("NOT_CSV");
    const all = followedBy(first, iterator);
    const isGzip = mayBeGzip && startsWith(first, GZIP);
    yield* isGzip ? unpacked(gunzipped(all, maxBytes), maxBytes, false) : all;
  } finally {
    // Not awaited: it may be waiting for what a slow sender sends next.
    iterator.return?.().catch(() => {});
  }
}

/** The first bytes, though they may come one by one. */
async function peek(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first: Uint8Array = new Uint8Array();
  while (first.length < 4) {
    const { done, value } = await iterator.next();
    if (done) break;
    first = Buffer.concat([first, value]);
  }
  return first;
}

async function* followedBy(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* atMost(bytes: Bytes, maxBytes: number): Bytes {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes) throw new UploadRefused("FILE_TOO_LARGE");
    yield chunk;
  }
}

async function* gunzipped(bytes: Bytes, maxBytes: number): Bytes {
  let compressed = 0;
  async function* counted(): Bytes {
    for await (const chunk of bytes) {
      compressed += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip();
  // What fails is thrown where the bytes are read.
  pipeline(
    Readable.from(counted(), { objectMode: false, highWaterMark: 64 * 1024 }),
    gunzip,
    () => {},
  );
  let size = 0;
  try {
    for await (const chunk of gunzip) {
      size += chunk.length;
      if (size > maxBytes) throw new UploadRefused("FILE_TOO_LARGE");
      if (size > FREE_EXPANSION && size > compressed * MOST_EXPANSION)
        throw new UploadRefused("EXPANDS_TOO_MUCH");
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? new UploadRefused("BROKEN_COMPRESSION") : error;
  }
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, at) => bytes[at] === byte);

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^(Z_|ERR_ZLIB)/.test(String(error.code));
