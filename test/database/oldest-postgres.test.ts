import { existsSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  choosePostgresUser,
  type PostgresUser,
  run,
} from "../../src/database/embedded-postgres-user.ts";
import { freePort } from "../support/free-port.ts";
import { startApp } from "../support/server.ts";

/** Where Debian keeps the oldest PostgreSQL that is supported (`OLDEST_POSTGRES` in src/database/migrate.ts). */
const binaries = "/usr/lib/postgresql/15/bin";
const isThere = existsSync(`${binaries}/initdb`);
if (!isThere)
  console.info("skipped: PostgreSQL 15 is not installed (apt-get install postgresql-15)");

describe.skipIf(!isThere)("PostgreSQL 15, the oldest that is supported", () => {
  let user: PostgresUser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    user = await choosePostgresUser();
    folder = await mkdtemp(join(tmpdir(), "onymous-oldest-"));
    if (user.uid !== undefined) await chown(folder, user.uid, user.gid);
    const port = await freePort();
    const data = join(folder, "data");
    await must("initdb", ["-D", data, "-A", "trust", "-U", "onymous", "-E", "UTF8", "--no-locale"]);
    const options = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
    await must("pg_ctl", ["start", "-w", "-D", data, "-l", join(folder, "log"), "-o", options]);
    url = `postgresql://onymous@127.0.0.1:${port}/postgres`;
  });
  afterAll(async () => {
    await must("pg_ctl", ["stop", "-w", "-m", "fast", "-D", join(folder, "data")]);
    await rm(folder, { recursive: true, force: true });
  });

  async function must(program: string, args: string[]): Promise<void> {
    const { status, output } = await run(`${binaries}/${program}`, args, user);
    if (status !== 0) throw new Error(output);
  }

  it("takes the migrations, and identifies a visitor", async () => {
    const app = await startApp({ databaseUrl: url });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const { workspaceId } = app.first?.credentials ?? expect.fail("no first start");
    const signIn = await ask(
      app.url,
      null,
      "mutation ($input: SignInAnonymouslyInput!) { signInAnonymously(input: $input) { ... on SignInAnonymouslyPayload { token } } }",
      { workspaceId },
    );
    const { token } = signIn.data.signInAnonymously;
    const identified = await ask(
      app.url,
      token,
      "mutation ($input: IdentifyInput!) { identify(input: $input) { __typename } }",
      { channel: "FORM", claims: { email: "jane@example.org" } },
    );
    expect(identified).toEqual({ data: { identify: { __typename: "IdentifyPayload" } } });
    await app.stop();
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the answers are looked into by hand.
async function ask(url: string, token: string | null, query: string, input: object): Promise<any> {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return answer.json();
}
