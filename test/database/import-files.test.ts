import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseId } from "../../src/auth/global-id.ts";
import {
  type ImportFile,
  PART_BYTES,
  readImportFile,
  readImportSample,
  removeImportFile,
} from "../../src/database/imports/import-file.ts";
import { createImportFileSweep } from "../../src/database/imports/import-file-sweep.ts";
import { beginUpload, completeUpload, savePart } from "../../src/database/imports/save-upload.ts";
import { createLog } from "../../src/log.ts";
import { newWorkspace } from "../../src/new-workspace.ts";
import { peopleProcess } from "../support/people.ts";
import { createTestDatabase } from "../support/postgres.ts";

const NOW = new Date("2026-03-02T12:00:00Z");
const HOUR = 60 * 60 * 1000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);

let db: Awaited<ReturnType<typeof createTestDatabase>>;
let workspaceId: string;
beforeAll(async () => {
  db = await createTestDatabase();
  const made = await newWorkspace(
    peopleProcess(db.database, { now: () => new Date(), pass: () => {} }),
    {
      name: "Here",
      country: "AU",
      adminEmail: "admin@here.example",
      agentEmail: "agent@here.example",
    },
  );
  workspaceId = parseId(made.workspaceId)?.uuid ?? "";
});
afterAll(() => db.drop());

/** A file of these parts, uploaded, whose import then is in a state. */
async function given(parts: readonly Buffer[], state = "UPLOADED", at = NOW): Promise<ImportFile> {
  const { pool } = db.database;
  const file = { workspaceId, importId: randomUUID() };
  const upload = { fileName: "a.csv", memberId: randomUUID(), at: NOW, maxWaitingBytes: 1e9 };
  expect(await beginUpload(pool, { ...file, ...upload })).toBe("BEGUN");
  for (const [number, bytes] of parts.entries()) await savePart(pool, file, { number, bytes });
  if (state !== "UPLOADING") await completeUpload(pool, file);
  await pool.query("update import set state = $2, created_at = $3 where id = $1", [
    file.importId,
    state,
    at,
  ]);
  return file;
}

async function stored({ importId }: ImportFile) {
  const { rows } = await db.database.pool.query(
    `select (select state from import where id = $1) as state, (select problem ->> 'code' from import where id = $1) as problem,
       (select file_removed_at from import where id = $1) as "removedAt",
       (select count(*)::int from import_file_part where import_id = $1) as parts`,
    [importId],
  );
  return rows[0];
}

async function read(file: ImportFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of readImportFile(db.database.pool, file)) parts.push(part);
  return Buffer.concat(parts).toString("latin1");
}

const PARTS = ["one", "two\0\xff", "three"].map((text) => Buffer.from(text, "latin1"));

describe("a file", () => {
  it("is read as it was written, in its order", async () => {
    expect(await read(await given(PARTS))).toBe("onetwo\0\xffthree");
    const many = Array.from({ length: 12 }, (_, n) => Buffer.from(`${n};`));
    expect(await read(await given(many))).toBe("0;1;2;3;4;5;6;7;8;9;10;11;");
  });

  it("is read byte by byte as it was, whatever its bytes are", async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const sixteen = Buffer.from("Zoë,Ångström\n", "utf16le");
    const file = await given([every, sixteen.subarray(0, 7), sixteen.subarray(7)]);
    expect(await read(file)).toBe(Buffer.concat([every, sixteen]).toString("latin1"));
  });

  it("has a beginning, over several parts if need be", async () => {
    const file = await given(PARTS);
    const { pool } = db.database;
    const beginning = async (bytes: number) =>
      Buffer.from(await readImportSample(pool, file, bytes)).toString("latin1");
    expect(await beginning(2)).toBe("on");
    expect(await beginning(5)).toBe("onetw");
    expect(await beginning(PART_BYTES)).toBe("onetwo\0\xffthree");
  });

  it("is read with no transaction open, however slowly", async () => {
    const { pool } = db.database;
    const reading = readImportFile(pool, await given(PARTS));
    await reading.next();
    await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount));
    await reading.return(undefined);
  });

  it("that is gone, or of another workspace, is not read as an empty one", async () => {
    const file = await given(PARTS);
    await expect(read({ ...file, workspaceId: randomUUID() })).rejects.toThrow(/removed/);
    await removeImportFile(db.database.pool, { ...file, at: NOW });
    await expect(read(file)).rejects.toThrow(/removed/);
  });

  it("that is removed while it is read is not taken for whole", async () => {
    const file = await given(PARTS);
    const reading = readImportFile(db.database.pool, file);
    await reading.next();
    await removeImportFile(db.database.pool, { ...file, at: NOW });
    const rest = async () => {
      for await (const _ of reading);
    };
    await expect(rest()).rejects.toThrow(/removed/);
  });

  it("takes no part when its upload has ended", async () => {
    const file = await given(PARTS);
    const late = savePart(db.database.pool, file, { number: 3, bytes: Buffer.from("late") });
    await expect(late).rejects.toThrow(/removed/);
    expect(await read(file)).toBe("onetwo\0\xffthree");
  });
});

describe("the sweep", () => {
  /** At least one whole round. */
  async function sweep() {
    const { pool } = db.database;
    const log = createLog({ logLevel: "error" });
    const rounds = createImportFileSweep({
      pool,
      keptHours: 24,
      now: () => NOW,
      log,
      everyMillis: 5,
    });
    rounds.start();
    // What is found after something else was removed is found by a later round, so the one before is over.
    for (let sign = 0; sign < 2; sign++) {
      const expired = await given(PARTS, "UPLOADED", hoursAgo(99));
      await vi.waitFor(async () => expect((await stored(expired)).parts).toBe(0), {
        timeout: 10_000,
      });
    }
    await rounds.stop();
  }

  it("removes uploads whose server has died, and leaves those that are under way", async () => {
    const dead = await given(PARTS, "UPLOADING", hoursAgo(3));
    const alive = await given(PARTS, "UPLOADING", hoursAgo(1));
    await sweep();
    expect(await stored(dead)).toMatchObject({ state: null, parts: 0 });
    expect(await stored(alive)).toMatchObject({ state: "UPLOADING", parts: 3 });
  });

  it.each(["FINISHED", "CANCELLED", "UNDO_QUEUED", "UNDOING", "UNDONE"])(
    "removes the file of an import that is %s, and leaves the import",
    async (state) => {
      const file = await given(PARTS, state);
      await sweep();
      expect(await stored(file)).toMatchObject({ state, removedAt: NOW, parts: 0, problem: null });
    },
  );

  it.each(["UPLOADED", "PREVIEWED", "STOPPED"])(
    "removes files that were not run in time, and their imports say so: %s",
    async (state) => {
      const [old, recent] = [
        await given(PARTS, state, hoursAgo(25)),
        await given(PARTS, state, hoursAgo(23)),
      ];
      await db.database.pool.query(
        "insert into import_row (workspace_id, import_id, leader, line, person, cells) values ($1, $2, 2, 2, '{}', '[]')",
        [workspaceId, old.importId],
      );
      await sweep();
      expect(await stored(old)).toMatchObject({
        state: "STOPPED",
        problem: "FILE_EXPIRED",
        removedAt: NOW,
        parts: 0,
      });
      expect(await stored(recent)).toMatchObject({ state, removedAt: null, parts: 3 });
      const { rows } = await db.database.pool.query(
        "select 1 from import_row where import_id = $1",
        [old.importId],
      );
      expect(rows).toEqual([]);
    },
  );

  it.each(["PREVIEW_QUEUED", "PREVIEWING", "QUEUED", "RUNNING"])(
    "leaves the file of an import that waits its turn or is done, however old: %s",
    async (state) => {
      const file = await given(PARTS, state, hoursAgo(100));
      await sweep();
      expect(await stored(file)).toMatchObject({ state, removedAt: null, parts: 3 });
    },
  );
});
