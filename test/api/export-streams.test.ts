import { once } from "node:events";
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Authenticator } from "../../src/auth/authenticate.ts";
import { newId } from "../../src/auth/new-id.ts";
import { answerCsv, attachment } from "../../src/http/csv-download.ts";
import { createExportRoute } from "../../src/http/export-contacts.ts";
import { createLog } from "../../src/log.ts";
import { cellsOf } from "../support/csv-download.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

// How a long download goes on, and how it ends: the route on a server and a database of its own, so that it can be seen
// when it asks for more.

const WORKSPACE = newId();
const MANY = 20_250;
/** So large that the buffers of the system hold a few pages and no more. */
const LARGE = 4_000;
const PAGES = Math.ceil(MANY / 500);
/** Who is meant is asked for 20,000 at a time. */
const STATEMENTS = PAGES + 2;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const { pool } = db.database;
  await pool.query(
    `insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
     values ($1, 'Large', 'DE', $2, 'x', 'y', now())`,
    [WORKSPACE, newId()],
  );
  await pool.query(
    `insert into contact (workspace_id, id, status, email, first_name, last_name, attributes, field_states, created_by, created_at)
     select $1, gen_random_uuid(), 'active', 'p' || n || '@home.example', 'P', 'N' || n,
       jsonb_build_object('note', repeat('x', $3::int)), '{}', '{}', now() from generate_series(1, $2::int) n`,
    [WORKSPACE, MANY, LARGE],
  );
}, 60_000);
afterAll(() => db.drop());

interface Watched {
  readonly url: string;
  /** How much was waiting in the server's memory each time that it asked for a page. */
  readonly waiting: number[];
  inForce: boolean;
  failing: boolean;
  response: ServerResponse | null;
  handled: Promise<unknown> | null;
}
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(): Promise<Watched> {
  const caller = {
    type: "member",
    role: "ADMIN",
    workspaceId: WORKSPACE,
    memberId: newId(),
    sessionId: newId(),
    expiresAt: new Date(),
  } as const;
  const watched = { waiting: [], inForce: true, failing: false, response: null, handled: null };
  const state: Watched = Object.assign(watched as unknown as Watched, { url: "" });
  const authenticator: Authenticator = {
    authenticate: async () => caller,
    authenticateLink: async () => caller,
    isInForce: async () => state.inForce,
    forget: () => {},
  };
  const pool = {
    query(sql: string, values: unknown[]) {
      state.waiting.push(state.response?.writableLength ?? 0);
      if (state.failing) throw new Error("the database is away");
      return db.database.pool.query(sql, values);
    },
  } as unknown as pg.Pool;
  const route = createExportRoute({
    pool,
    authenticator,
    allowedOrigins: [],
    now: () => new Date(0),
    log: createLog({ logLevel: "silent" }),
  });
  server = createServer((request, response) => {
    state.response = response;
    state.handled = route(request, response) as unknown as Promise<unknown>;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}/exports/contacts.csv` });
}

/** A client that has begun, and takes nothing yet. */
async function begin(url: string): Promise<IncomingMessage> {
  const request = get(url, { agent: false });
  const [message] = (await once(request, "response")) as [IncomingMessage];
  message.on("error", () => {});
  return message;
}

/** Until the server waits for a client that takes nothing. */
const stalled = (watched: Watched) =>
  vi.waitFor(async () => {
    const asked = watched.waiting.length;
    await new Promise(setImmediate);
    const { response } = watched;
    expect(response?.writableNeedDrain).toBe(true);
    expect(response?.socket?.writableLength).toBeGreaterThan(0);
    expect(watched.waiting.length).toBe(asked);
  });

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

describe("a client that takes its time", () => {
  it("gets every contact once, and the server holds no more than a page", async () => {
    const watched = await serve();
    const message = await begin(watched.url);
    await stalled(watched);
    expect(watched.waiting.length).toBeLessThan(PAGES / 2);
    const rows = cellsOf(await readAll(message));
    expect(new Set(rows.map(({ email }) => email)).size).toBe(MANY);
    expect(rows).toHaveLength(MANY);
    expect(watched.waiting).toHaveLength(STATEMENTS);
    expect(Math.max(...watched.waiting)).toBe(0);
  });

  it("and goes away ends the reading", async () => {
    const watched = await serve();
    const message = await begin(watched.url);
    await stalled(watched);
    message.destroy();
    await watched.handled;
    expect(watched.waiting.length).toBeLessThan(PAGES / 2);
    expect(watched.response?.destroyed).toBe(true);
  });

  it("is cut off when its right to the file is gone", async () => {
    const watched = await serve();
    const message = await begin(watched.url);
    await stalled(watched);
    const asked = watched.waiting.length;
    watched.inForce = false;
    await expect(readAll(message)).rejects.toThrow("aborted");
    await watched.handled;
    expect(watched.waiting.length).toBeLessThanOrEqual(asked + 1);
  });

  it("is cut off when the database goes away, so that it does not take a part for the whole", async () => {
    const watched = await serve();
    const message = await begin(watched.url);
    await stalled(watched);
    watched.failing = true;
    await expect(readAll(message)).rejects.toThrow("aborted");
  });
});

it("a database that is away from the start is said with a status", async () => {
  const watched = await serve();
  watched.failing = true;
  const message = await begin(watched.url);
  expect(message.statusCode).toBe(500);
  expect(JSON.parse(await readAll(message)).error.code).toBe("INTERNAL_SERVER_ERROR");
});

it("contacts that come, change and go meanwhile are there once at most, the others once", async () => {
  const watched = await serve();
  const message = await begin(watched.url);
  await stalled(watched);
  const { pool } = db.database;
  const change = await pool.query(
    `with gone as (delete from contact where workspace_id = $1 and last_name like 'N%7' returning email),
       changed as (update contact set first_name = 'Changed' where workspace_id = $1 and last_name like 'N%8' returning email)
     select (select array_agg(email) from gone) as gone, (select count(*)::int from changed) as changed`,
    [WORKSPACE],
  );
  const rows = cellsOf(await readAll(message));
  const emails = rows.map(({ email }) => email);
  expect(new Set(emails).size).toBe(emails.length);
  const gone = new Set(change.rows[0].gone);
  expect(emails.filter((email) => !gone.has(email))).toHaveLength(MANY - gone.size);
  const names = new Set(rows.map((row) => row["first name"]));
  expect(names).toEqual(new Set(["P", "Changed"]));
});

it("a client that takes nothing at all is not waited for for ever", async () => {
  let ended = false;
  async function* rows() {
    try {
      for (;;) yield [["x".repeat(100_000)]];
    } finally {
      ended = true;
    }
  }
  let resolve: (response: ServerResponse) => void = () => {};
  const handled = new Promise<ServerResponse>((done) => {
    resolve = done;
  });
  server = createServer(async (_request, response) => {
    await answerCsv(
      response,
      {
        fileName: "x.csv",
        header: ["x"],
        rows: rows(),
        write: (cells) => cells,
        stillAllowed: async () => true,
      },
      100,
    );
    resolve(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await begin(`http://127.0.0.1:${port}/`);
  expect((await handled).destroyed).toBe(true);
  expect(ended).toBe(true);
});

describe("the name of a download", () => {
  it.each([
    ["contacts.csv", `attachment; filename="contacts.csv"; filename*=UTF-8''contacts.csv`],
    [
      'a"b\r\nx: y/..\\c%00.csv',
      `attachment; filename="a_b__x: y_.._c_00.csv"; filename*=UTF-8''a%22b__x%3A%20y_.._c%2500.csv`,
    ],
    [
      "Kunden (März)\u202e\ud800👍.csv",
      `attachment; filename="Kunden (M_rz)____.csv"; filename*=UTF-8''Kunden%20%28M%C3%A4rz%29_%EF%BF%BD%F0%9F%91%8D.csv`,
    ],
  ])("%j can do no harm", (name, header) => {
    expect(attachment(name)).toBe(header);
  });
});
