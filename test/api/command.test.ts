import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { runScript } from "../support/server.ts";

let db: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const command = (...args: string[]) => runScript("src/command.ts", args, { DATABASE_URL: db.url });

async function createWorkspace(): Promise<string> {
  const { stdout } = await command("create-workspace", "--name", "A", "--country", "AU", "--json");
  return JSON.parse(stdout).workspaceId;
}

describe("npm run command", () => {
  it("prunes a workspace's old events, and leaves the newer ones", async () => {
    const workspaceId = await createWorkspace();
    const id = decodeId("Workspace", workspaceId);
    await db.database.pool.query(
      `insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, payload)
       select $1, n, 'PushOptedIn', at, at, 'system', '{}'
       from generate_series(1, 5) n, lateral (select now() - make_interval(days => 50 - 10 * n::int) as at) moment`,
      [id],
    );
    await db.database.pool.query("update workspace_head set position = 5 where workspace_id = $1", [
      id,
    ]);
    const args = ["prune-events", "--workspace", workspaceId, "--days", "25", "--json"];
    const pruned = await command(...args);
    expect(JSON.parse(pruned.stdout)).toEqual({ pruned: 2 });
    const { rows } = await db.database.pool.query(
      `select array_agg(e.position::int order by e.position) as left, min(h.pruned_through)::int as through
       from identity_event e join workspace_head h using (workspace_id) where workspace_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ left: [3, 4, 5], through: 2 }]);
  });

  it.each([
    [
      ["prune-events", "--workspace", "x", "--days", "1"],
      "--workspace is not the id of a workspace.",
    ],
    [["make-tea"], 'There is no command "make-tea".'],
    [["create-workspace", "--name", "A"], "--country is missing."],
  ])("says in words what is wrong with %j", async (args, message) => {
    const { status, output } = await command(...args);
    expect(status).not.toBe(0);
    expect(output).toContain(message);
  });

  it("refuses a number of days that would empty the log", async () => {
    const workspaceId = await createWorkspace();
    const { status, output } = await command(
      "prune-events",
      "--workspace",
      workspaceId,
      "--days",
      "0",
    );
    expect(status).not.toBe(0);
    expect(output).toContain("--days must be a whole number");
  });
});
