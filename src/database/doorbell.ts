import pg from "pg";
import type { Log } from "../log.ts";

/**
 * Tells the other processes on this database which workspaces' logs moved. It is a hint about *when* to read and never
 * says *what*: whoever misses a ring reads the same events at its next poll, a little later.
 *
 * `NOTIFY` is sent after the commit and never inside the write transaction, where it takes a lock that all committing
 * transactions of the cluster share (measured: it halves identify), and rings are gathered, so that a busy workspace costs
 * some hundred notifications a second and not one per write.
 */
export interface Doorbell {
  ring(workspaceId: string): void;
  start(): void;
  stop(): Promise<void>;
}

const CHANNEL = "onymous_log";
/** Payloads end at 8,000 bytes; a uuid and a comma are 37. */
const WORKSPACES_PER_NOTIFY = 200;
/** At most one notification in this time: the first goes at once, the next carries what came meanwhile. */
const REST_MILLIS = 5;
const FIRST_RETRY_MILLIS = 100;
const LAST_RETRY_MILLIS = 5_000;

export function createDoorbell(options: {
  url: string;
  log: Log;
  /** Another process rang. */
  onRung(workspaceIds: readonly string[]): void;
  /** The connection is there (again): rings may have been missed, and it may be another database that answers now. */
  onConnected(): void;
}): Doorbell {
  const { log } = options;
  const pending = new Set<string>();
  let client: pg.Client | null = null;
  let processId: number | null = null;
  let sending = false;
  let stopped = true;
  let retryMillis = FIRST_RETRY_MILLIS;
  let retry: NodeJS.Timeout | null = null;
  let rest: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    retry = null;
    const fresh = new pg.Client({
      connectionString: options.url,
      application_name: "onymous doorbell",
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const lost = once((error?: Error) => {
      if (client === fresh) client = null;
      fresh.end().catch((err) => log.debug({ err }, "the doorbell's old connection did not end"));
      if (stopped) return;
      log.warn({ err: error, retryMillis }, "the doorbell lost its connection; polling goes on");
      retry = setTimeout(connect, retryMillis * (0.5 + Math.random()));
      retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
    });
    fresh.on("error", lost);
    fresh.on("end", () => lost());
    fresh.on("notification", ({ channel, payload, processId: sender }) => {
      if (channel === CHANNEL && payload && sender !== processId)
        options.onRung(payload.split(","));
    });
    try {
      await fresh.connect();
      const { rows } = await fresh.query<{ pid: number }>(
        `select pg_backend_pid() as pid, set_config('idle_session_timeout', '0', false)`,
      );
      processId = rows[0]?.pid ?? null;
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      lost(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (stopped) return void fresh.end();
    client = fresh;
    retryMillis = FIRST_RETRY_MILLIS;
    options.onConnected();
    void send();
  }

  async function send(): Promise<void> {
    if (sending || rest || !client || pending.size === 0) return;
    sending = true;
    const batch = [...pending].slice(0, WORKSPACES_PER_NOTIFY);
    for (const workspaceId of batch) pending.delete(workspaceId);
    try {
      await client.query({
        name: "onymous-ring",
        text: "select pg_notify($1, $2)",
        values: [CHANNEL, batch.join(",")],
      });
    } catch (err) {
      // The connection's own listener sees to the reconnection; the other processes poll meanwhile.
      log.debug({ err }, "a ring was lost");
    }
    sending = false;
    if (stopped) return;
    rest = setTimeout(() => {
      rest = null;
      void send();
    }, REST_MILLIS);
  }

  return {
    ring(workspaceId) {
      if (stopped) return;
      pending.add(workspaceId);
      void send();
    },
    start() {
      stopped = false;
      void connect();
    },
    async stop() {
      stopped = true;
      if (retry) clearTimeout(retry);
      if (rest) clearTimeout(rest);
      await client?.end();
    },
  };
}

function once(run: (error?: Error) => void): (error?: Error) => void {
  let done = false;
  return (error) => {
    if (done) return;
    done = true;
    run(error);
  };
}
