import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "../../src/database/embedded-postgres.ts";
import { createLog } from "../../src/log.ts";
import { runScript, type ServerProcess, startServer } from "../support/server.ts";

const log = createLog({ logLevel: "fatal" });
const root = fileURLToPath(new URL("../..", import.meta.url));

describe("servers with the embedded PostgreSQL", { timeout: 90_000 }, () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "onymous-test-"));
    // So that PostgreSQL's own user gets there when the tests run as root.
    await chmod(dataDir, 0o711);
  });
  afterEach(async () => {
    // Whatever a failed test left running: the last user stops it.
    if (existsSync(pidFile())) await (await startEmbeddedPostgres({ dataDir, log })).stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const start = (options: { detached?: boolean } = {}) =>
    startServer({ env: { DATA_DIR: dataDir }, ...options });
  const pidFile = () => join(dataDir, "postgres", "postmaster.pid");
  const credentialsFile = () => join(dataDir, "credentials.json");

  it("keep data and credentials between starts, and hide them from others", async () => {
    const first = await start();
    const credentials = JSON.parse(await readFile(credentialsFile(), "utf8"));
    expect((await stat(credentialsFile())).mode & 0o777).toBe(0o600);
    expect(first.output()).toContain(credentialsFile());
    // Nobody sees standard output that is not a terminal, but what keeps it may be read by many.
    expect(first.output()).not.toContain(credentials.admin.password);
    expect(await first.stop()).toBe(0);
    expect(existsSync(pidFile())).toBe(false);

    const second = await start();
    expect(second.output()).not.toContain("credentials are in");
    expect(JSON.parse(await readFile(credentialsFile(), "utf8"))).toEqual(credentials);
    const args = ["create-workspace", "--name", "Other", "--country", "DE", "--json"];
    const beside = await runScript("src/command.ts", args, { DATA_DIR: dataDir });
    expect(beside.status).toBe(0);
    const made = JSON.parse(beside.stdout);
    expect(made).toMatchObject({ country: "DE", proofSecret: expect.stringMatching(/^onp_/) });
    expect(made.workspaceId).not.toBe(credentials.workspaceId);
    expect(await isReady(second)).toBe(true);
    await second.stop();
  });

  it("share one data folder when they start at once, and the last one stops PostgreSQL", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const madeBy = [one, other].filter(({ output }) => output().includes("credentials are in"));
    expect(madeBy).toHaveLength(1);
    expect(await one.stop()).toBe(0);
    expect(await isReady(other)).toBe(true);
    expect(await other.stop()).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
  });

  it("end well on Ctrl-C, which goes to the whole process group", async () => {
    const server = await start({ detached: true });
    process.kill(-server.pid, "SIGINT");
    expect(await server.ended).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
    // PostgreSQL was not cut off: a crash would have to be recovered from.
    const again = await start();
    const text = await readFile(join(dataDir, "postgres", "postgres.log"), "utf8");
    expect(text).not.toContain("was not properly shut down");
    await again.stop();
  });

  it("start after kill -9, of the server alone or of PostgreSQL too", async () => {
    const first = await start();
    const pid = await readFile(pidFile(), "utf8");
    await first.kill();
    const second = await start();
    expect(await readFile(pidFile(), "utf8")).toBe(pid);
    await second.kill();
    process.kill(Number(pid.split("\n")[0]), "SIGKILL");
    const third = await start();
    expect(await isReady(third)).toBe(true);
    expect(await third.stop()).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
  });

  it.skipIf(!existsSync("/usr/bin/script"))("show the credentials in a terminal", async () => {
    const shown = await inTerminal({ DATA_DIR: dataDir, PORT: "0" });
    const { admin } = JSON.parse(await readFile(credentialsFile(), "utf8"));
    expect(shown).toContain(admin.password);
  });

  it.skipIf(!existsSync("/usr/bin/script"))("but not in production", async () => {
    const shown = await inTerminal({ DATA_DIR: dataDir, PORT: "0", NODE_ENV: "production" });
    const { admin } = JSON.parse(await readFile(credentialsFile(), "utf8"));
    expect(shown).not.toContain(admin.password);
  });
});

const isReady = async ({ url }: ServerProcess) => (await fetch(`${url}/readyz`)).ok;

/** What a first start prints in a terminal, which `script` gives it. The server is stopped by Ctrl-C typed there. */
function inTerminal(env: Record<string, string>): Promise<string> {
  const command = `exec ${process.execPath} --import tsx src/main.ts`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    cwd: root,
    env: { PATH: "/usr/bin:/bin", ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let shown = "";
  let typed = false;
  child.stdout.on("data", (chunk) => {
    shown += chunk;
    if (typed || !shown.includes("credentials are in")) return;
    // Once: the terminal echoes it, and a second one would not wait for a graceful end.
    typed = true;
    child.stdin.write("\x03");
  });
  return new Promise((resolve) => child.on("close", () => resolve(shown)));
}
