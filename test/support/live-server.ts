import { decodeId } from "../../src/auth/global-id.ts";
import type { Config } from "../../src/config.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import { encodeCursor } from "../../src/live/cursor.ts";
import { appendEvents, pushOptedIn } from "./log-writer.ts";
import { createTestDatabase, type TestDatabase } from "./postgres.ts";
import { startApp } from "./server.ts";

/** What tests of the stream ask for: the place and the visitor of each event tell events apart. */
export const EVENTS = /* GraphQL */ `
  subscription Events($after: Cursor, $filter: IdentityEventFilter) {
    identityEvents(after: $after, filter: $filter) {
      __typename
      cursor
      ... on ResyncRequired {
        reason
      }
    }
  }
`;
export interface StreamedEvent {
  __typename: string;
  cursor: string;
  reason?: string;
}
export interface StreamedData {
  identityEvents: StreamedEvent;
}

export interface LiveServer {
  readonly url: string;
  readonly wsUrl: string;
  readonly database: TestDatabase;
  /** With every scope. */
  readonly key: string;
  readonly admin: { email: string; password: string };
  readonly workspaceId: string;
  /** The workspace's id in tables. */
  readonly uuid: string;
  /** Appends to the log as another process would: the server is told by nothing but its polls. */
  append(count: number, events?: readonly LogEvent[]): Promise<void>;
  /** Where the log is now, as a cursor. */
  head(): Promise<string>;
  /** Answers `data`; an error fails the test. */
  request<T>(query: string, variables?: object, token?: string): Promise<T>;
  stop(): Promise<void>;
}

/** A server in this process on a database of its own, quick to poll and to check authority. */
export async function startLiveServer(
  settings: Partial<Omit<Config, "databaseUrl">> = {},
): Promise<LiveServer> {
  const database = await createTestDatabase();
  const app = await startApp({
    databaseUrl: database.url,
    pollMillis: 20,
    authorityCheckMillis: 50,
    ...settings,
  });
  const { credentials } = app.first ?? {};
  if (!credentials) throw new Error("a first start gives credentials");
  const uuid = decodeId("Workspace", credentials.workspaceId);
  if (uuid === null) throw new Error("not a workspace id");
  const key = credentials.integrationKey;

  async function request<T>(query: string, variables = {}, token = key): Promise<T> {
    const response = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  return {
    url: app.url,
    wsUrl: app.wsUrl,
    database,
    key,
    admin: credentials.admin,
    workspaceId: credentials.workspaceId,
    uuid,
    async append(count, events = Array.from({ length: count }, () => pushOptedIn())) {
      await appendEvents(database.database.pool, uuid, events);
    },
    async head() {
      const { rows } = await database.database.pool.query<{ epoch: string; position: string }>(
        "select epoch, position from log_epoch, workspace_head where workspace_id = $1",
        [uuid],
      );
      return encodeCursor({
        epoch: rows[0]?.epoch ?? "",
        position: BigInt(rows[0]?.position ?? 0),
      });
    },
    request,
    async stop() {
      await app.stop();
      await database.drop();
    },
  };
}
