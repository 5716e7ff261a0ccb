import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startApp, startServer } from "../support/server.ts";

describe("a server", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it("serves its health checks and GraphQL, and stops when asked", async () => {
    const server = await startServer({ env: { DATABASE_URL: test.url } });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
    const answer = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ __typename }" }),
    });
    expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
    expect(await server.stop()).toBe(0);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it("runs inside a test as well", async () => {
    const app = await startApp({ databaseUrl: test.url });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await app.stop();
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  });
});
