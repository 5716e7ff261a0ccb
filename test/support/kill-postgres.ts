import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedPostgres } from "../../src/database/embedded-postgres.ts";

/** Ends PostgreSQL at once, as a crash does, and waits until it has started itself again, on the same port. */
export async function killPostgres({ folder }: EmbeddedPostgres): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  process.kill(pid, "SIGQUIT");
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const now = await readFile(pidFile, "utf8").catch(() => "");
    if (Number(now.split("\n")[0] || pid) !== pid && now.includes("ready")) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("PostgreSQL did not start itself again");
}
