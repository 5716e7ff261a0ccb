import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { oneAtATime } from "./database/one-at-a-time.ts";
import type { Database } from "./database/open.ts";
import { newWorkspace, type People, type WorkspaceCredentials } from "./new-workspace.ts";

const firstStartLock = 7_266_002;

/**
 * On the first start with a database: makes a workspace to try, and keeps its credentials in
 * `<dataDir>/credentials.json`, readable by its owner alone. Answers null on every later start.
 *
 * Of two processes that start at once, one does it. It counts as done when there is an integration key, which is made
 * last: a first start that was cut off is done again, with a workspace of its own.
 */
export async function firstStart(options: {
  database: Database;
  people: People;
  dataDir: string;
}): Promise<{ credentials: WorkspaceCredentials; file: string } | null> {
  const { database, people, dataDir } = options;
  const isDone = async () => (await database.prisma.integrationKey.findFirst()) !== null;
  if (await isDone()) return null;
  return oneAtATime(database.pool, firstStartLock, async () => {
    if (await isDone()) return null;
    const credentials = await newWorkspace(people, {
      name: "My workspace",
      country: "US",
      adminEmail: "admin@example.com",
      agentEmail: "agent@example.com",
    });
    const file = join(dataDir, "credentials.json");
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const beside = `${file}.${process.pid}.new`;
    await writeFile(beside, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    await rename(beside, file);
    return { credentials, file };
  });
}
