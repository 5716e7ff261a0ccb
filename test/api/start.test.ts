import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { runScript, type ServerProcess, startApp, startServer } from "../support/server.ts";

describe("a server on a database of its own", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it("serves its health checks and GraphQL, and stops when asked", async () => {
    const server = await startServer({ env: { DATABASE_URL: test.url } });
    expect(await status(`${server.url}/healthz`)).toBe(200);
    expect(await status(`${server.url}/readyz`)).toBe(200);
    expect(await status(`${server.url}/elsewhere`)).toBe(404);
    expect(await ask(server.url, "{ __typename }")).toEqual({ data: { __typename: "Query" } });
    expect(server.output()).toContain(`Open ${server.url}/graphql`);
    expect(await server.stop()).toBe(0);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it("shows GraphiQL to a browser", async () => {
    const app = await startApp({ databaseUrl: test.url });
    const page = await fetch(`${app.url}/graphql`, { headers: { accept: "text/html" } });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("GraphiQL");
    await app.stop();
  });

  it("is alive but not ready while the database has a newer version's schema", async () => {
    const app = await startApp({ databaseUrl: test.url });
    await test.database.pool.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at)
       values ('newer', '', '99991231_newer', now(), now())`,
    );
    expect(await status(`${app.url}/readyz`)).toBe(503);
    expect(await status(`${app.url}/healthz`)).toBe(200);
    await test.database.pool.query("delete from _prisma_migrations where id = 'newer'");
    expect(await status(`${app.url}/readyz`)).toBe(200);
    await app.stop();
  });
});

describe("two servers that start at once on an empty database", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let servers: ServerProcess[];
  beforeEach(async () => {
    database = await createEmptyDatabase();
    servers = [];
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
  });

  it("migrate it once, and make one workspace to try", async () => {
    const env = { DATABASE_URL: database.url };
    servers = await Promise.all([startServer({ env }), startServer({ env })]);
    for (const { url } of servers) expect(await status(`${url}/readyz`)).toBe(200);
    const first = servers.filter((server) => server.output().includes("credentials are in"));
    expect(first).toHaveLength(1);
  });
});

describe("what keeps a server from starting is said in one line", () => {
  const start = (env: Record<string, string>) => runScript("src/main.ts", [], env);

  it("a bad setting, by the variable's name and without its value", async () => {
    const { status, output } = await start({ PORT: "many", DATABASE_URL: "mysql://u:secret@h/d" });
    expect(status).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      "Bad setting: PORT must be a whole number; DATABASE_URL must be a URL like postgresql://user:password@host:5432/database.",
    ]);
  });

  it("a database that can't be reached", async () => {
    const port = await freePort();
    const url = `postgresql://someone:secret@127.0.0.1:${port}/shop`;
    const { status, output } = await start({ DATABASE_URL: url });
    expect(status).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      `No PostgreSQL answers at 127.0.0.1:${port}/shop: is it running? (DATABASE_URL).`,
    ]);
  });

  it("a taken port, and everything that was started by then is stopped", async () => {
    const test = await createTestDatabase();
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    const { status, output } = await start({ DATABASE_URL: test.url, PORT: String(port) });
    other.close();
    expect(status).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      `Port ${port} of 127.0.0.1 is taken: stop what uses it, or set PORT to another one (0: any free one).`,
    ]);
    await test.drop();
  });

  it("a schema of a newer version", async () => {
    const test = await createTestDatabase();
    await test.database.pool.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at)
       values ('newer', '', '99991231_newer', now(), now())`,
    );
    const { status, output } = await start({ DATABASE_URL: test.url });
    expect(status).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      expect.stringMatching(/^The database was migrated by a newer version of Onymous/),
    ]);
    await test.drop();
  });
});

describe("the first start's credentials", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  it("work, and are not shown again", async () => {
    const app = await startApp({ databaseUrl: database.url });
    const { admin, integrationKey } = app.first?.credentials ?? expect.fail("no credentials");
    const signIn = await ask(
      app.url,
      `mutation ($input: SignInMemberInput!) {
        signInMember(input: $input) { __typename }
      }`,
      { input: { email: admin.email, password: admin.password } },
    );
    expect(signIn).toEqual({ data: { signInMember: { __typename: "MemberSessionPayload" } } });
    expect(integrationKey).toMatch(/^onk_/);
    await app.stop();

    const again = await startApp({ databaseUrl: database.url });
    expect(again.first).toBeNull();
    await again.stop();
  });
});

async function status(url: string): Promise<number> {
  return (await fetch(url)).status;
}

async function ask(url: string, query: string, variables?: object): Promise<unknown> {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return answer.json();
}
