import type { Pool } from "pg";
import type { MemberCaller } from "../../auth/caller.ts";
import { newId } from "../../auth/new-id.ts";
import { isConnectionLoss } from "../../database/connection-loss.ts";
import { PART_BYTES } from "../../database/imports/import-file.ts";
import {
  beginUpload,
  completeUpload,
  removeUpload,
  savePart,
} from "../../database/imports/save-upload.ts";
import type { Log } from "../../log.ts";
import { readFileName } from "./file-name.ts";
import { type UploadProblem, UploadRefused } from "./upload-problem.ts";
import { fileOf } from "./uploaded-bytes.ts";

/** How much may wait in one workspace, in files of the largest size. */
const WAITING_FILES = 4;

export interface GivenFile {
  readonly fileName: string;
  /** Read once, and not before the upload has been let in: nothing has to be sent that is refused anyway. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Compressed for the way. A file that is gzip by itself is recognised. */
  readonly gzipped?: boolean;
  /** Asked before the import is there for others: the sender may have lost its rights since. */
  readonly stillAllowed?: () => Promise<boolean>;
}

export interface UploadedImport {
  readonly importId: string;
  readonly fileName: string;
  /** Decompressed. */
  readonly byteSize: number;
}

export type UploadResult =
  | ({ readonly ok: true } & UploadedImport)
  | { readonly ok: false; readonly problem: UploadProblem };

/** Recognises what a file is made of, from its beginning, while nobody sees its import yet. */
export type AnalyseUpload = (upload: {
  readonly workspaceId: string;
  readonly importId: string;
  readonly sample: Uint8Array;
  /** The sample is the whole file. */
  readonly isWhole: boolean;
}) => Promise<void>;

export interface Uploads {
  /** Of one file, decompressed. */
  readonly maxBytes: number;
  /**
   * Stores a file as it comes: memory holds one part of it, and a slow database slows the sender down. When it fails,
   * or whoever sends it goes away, nothing is left.
   *
   * @throws what reading the bytes throws.
   */
  upload(
    caller: Pick<MemberCaller, "workspaceId" | "memberId">,
    file: GivenFile,
  ): Promise<UploadResult>;
  /** Takes no more, and waits for those whose senders have been cut off to clean up after themselves. */
  stop(): Promise<void>;
}

export function createUploads(deps: {
  readonly pool: Pool;
  readonly maxBytes: number;
  readonly analyse: AnalyseUpload;
  readonly now: () => Date;
  readonly log: Log;
}): Uploads {
  const { pool, maxBytes, analyse, now, log } = deps;
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;

  async function upload(
    { workspaceId, memberId }: Pick<MemberCaller, "workspaceId" | "memberId">,
    file: GivenFile,
  ): Promise<UploadResult> {
    const fileName = readFileName(file.fileName);
    if (fileName === null) return refused("INVALID_FILE_NAME");
    if (stopping) return refused("STOPPING");
    const target = { workspaceId, importId: newId() };
    const maxWaitingBytes = WAITING_FILES * maxBytes;
    const begun = { ...target, fileName, memberId, at: now(), maxWaitingBytes };
    switch (await beginUpload(pool, begun)) {
      case "TOO_MANY_AT_ONCE":
        return refused("TOO_MANY_UPLOADS");
      case "TOO_MUCH_WAITING":
        return refused("TOO_MUCH_WAITING");
    }
    try {
      const { byteSize, sample } = await store(
        target,
        fileOf(file.bytes, { ...file, gzipped: file.gzipped ?? false, maxBytes }),
      );
      await recognise({ ...target, sample, isWhole: sample.length === byteSize });
      if (file.stillAllowed && !(await file.stillAllowed()))
        throw new UploadRefused("NO_LONGER_ALLOWED");
      await completeUpload(pool, target);
      return { ok: true, importId: target.importId, fileName, byteSize };
    } catch (error) {
      await forget(target);
      if (error instanceof UploadRefused) return refused(error.problem);
      throw error;
    }
  }

  /** @returns its size, and its first part. */
  async function store(
    target: { workspaceId: string; importId: string },
    bytes: AsyncIterable<Uint8Array>,
  ) {
    let byteSize = 0;
    let sample: Buffer | null = null;
    let number = 0;
    for await (const part of inParts(bytes)) {
      sample ??= part;
      byteSize += part.length;
      await savePart(pool, target, { number, bytes: part });
      number += 1;
    }
    return { byteSize, sample: sample ?? Buffer.alloc(0) };
  }

  /** A file that can't be recognised is there all the same: the preview says what is wrong with it. */
  async function recognise(upload: Parameters<AnalyseUpload>[0]): Promise<void> {
    const { importId } = upload;
    await analyse(upload).catch((err) =>
      log.error({ err, importId }, "an upload was not analysed"),
    );
  }

  /** What can't be removed now, the sweep removes. */
  async function forget(target: { workspaceId: string; importId: string }): Promise<void> {
    await removeUpload(pool, target).catch((err) => {
      if (!isConnectionLoss(err)) log.warn({ err }, "an upload that was broken off is still there");
    });
  }

  return {
    maxBytes,
    upload(caller, file) {
      const uploading = upload(caller, file);
      const settled = uploading.then(
        () => {},
        () => {},
      );
      underWay.add(settled);
      settled.then(() => underWay.delete(settled));
      return uploading;
    },
    async stop() {
      stopping = true;
      await Promise.all(underWay);
    },
  };
}

const refused = (problem: UploadProblem) => ({ ok: false, problem }) as const;

/** Gathers what comes into parts of one size. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; ) {
      const taken = chunk.subarray(from, from + PART_BYTES - size);
      gathered.push(taken);
      size += taken.length;
      from += taken.length;
      if (size < PART_BYTES) continue;
      yield Buffer.concat(gathered);
      gathered = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(gathered);
}
