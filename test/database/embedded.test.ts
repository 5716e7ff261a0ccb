import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded-postgres.ts";
import { createLog } from "../../src/log.ts";

const log = createLog({ logLevel: "fatal" });
const settings = { fsync: "off" };

describe("the embedded PostgreSQL", () => {
  let dataDir: string;
  let users: EmbeddedPostgres[];
  const start = async (): Promise<EmbeddedPostgres> => {
    const postgres = await startEmbeddedPostgres({ dataDir, log, settings });
    users.push(postgres);
    return postgres;
  };

  beforeEach(async () => {
    users = [];
    dataDir = await mkdtemp(join(tmpdir(), "onymous-test-"));
    // So that PostgreSQL's own user gets there when the tests run as root.
    await chmod(dataDir, 0o711);
  });
  afterEach(async () => {
    for (const user of users) await user.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("keeps its data between two starts, on the same port", async () => {
    const first = await start();
    await query(first.url, "create table kept (word text)");
    await query(first.url, "insert into kept values ('here')");
    await first.stop();
    await expect(query(first.url, "select 1")).rejects.toThrow();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select word from kept")).toEqual([{ word: "here" }]);
  });

  it("is made once and shared when two start at once, and the last one stops it", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(other.url).toBe(one.url);
    await one.stop();
    expect(await query(other.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await other.stop();
    await expect(query(other.url, "select 1")).rejects.toThrow();
  });

  it("is stopped when the last two leave at once", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    await Promise.all([one.stop(), other.stop()]);
    await expect(query(one.url, "select 1")).rejects.toThrow();
  });

  it("serves one that comes while the last one leaves", async () => {
    const leaving = await start();
    const [, coming] = await Promise.all([leaving.stop(), start()]);
    expect(await query(coming.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("comes back on the same port when it is killed", async () => {
    const postgres = await start();
    const pid = await postmasterPid(postgres);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => postmasterPid(postgres), { timeout: 20_000 }).not.toBe(pid);
    await expect
      .poll(() => query(postgres.url, "select 1 as one").catch(String), { timeout: 20_000 })
      .toEqual([{ one: 1 }]);
  });

  it("listens on the loopback address alone, and asks for a password that only its owner can read", async () => {
    const postgres = await start();
    expect(await query(postgres.url, "show listen_addresses")).toEqual([
      { listen_addresses: "127.0.0.1" },
    ]);
    const wrong = new URL(postgres.url);
    wrong.password = "guessed";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    const secret = await stat(join(postgres.folder, "onymous.password"));
    expect(secret.mode & 0o777).toBe(0o600);
    expect(Number(new URL(postgres.url).port)).toBeLessThan(32_768);
  });

  it("keeps customers' values out of its log", async () => {
    const postgres = await start();
    await query(postgres.url, "create table person (email text primary key)");
    const insert = "insert into person values ('jane@example.org')";
    await query(postgres.url, insert);
    await expect(query(postgres.url, insert)).rejects.toMatchObject({ code: "23505" });
    const text = await readFile(join(postgres.folder, "postgres.log"), "utf8");
    expect(text).toContain("duplicate key value");
    expect(text).not.toContain("jane");
  });

  it("refuses a data folder of another major version, and says what to do", async () => {
    const postgres = await start();
    await postgres.stop();
    await writeFile(join(postgres.folder, "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(
      /was made by PostgreSQL 17, and this version of Onymous brings PostgreSQL 18: dump it/,
    );
  });

  it("says what to set on a platform that has no binaries", async () => {
    const starting = startEmbeddedPostgres({ dataDir, log, platform: "sunos-sparc" });
    await expect(starting).rejects.toThrow(/on this platform \(sunos-sparc\).*set DATABASE_URL/);
  });

  it("says why when it can't start", async () => {
    const postgres = await start();
    await postgres.stop();
    const broken = startEmbeddedPostgres({ dataDir, log, settings: { shared_buffers: "many" } });
    await expect(broken).rejects.toThrow(/does not start: .*shared_buffers/s);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  // A server that goes down says so on the connection as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(postgres: EmbeddedPostgres): Promise<number> {
  const text = await readFile(join(postgres.folder, "postmaster.pid"), "utf8").catch(() => "");
  return Number(text.split("\n")[0]);
}
