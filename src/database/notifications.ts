import pg from "pg";
import type { Log } from "../log.ts";

/**
 * What the processes on this database tell each other with `LISTEN` and `NOTIFY`, over one connection a process.
 * Nothing of it is kept: who is not connected misses it, so it may only carry what can be missed.
 *
 * `NOTIFY` is never sent inside a transaction that writes, where it takes a lock that all committing transactions of the
 * cluster share (measured: it halves identify).
 */
export interface Notifications {
  /** To be called before `start`. */
  listen(channel: string, listener: ChannelListener): void;
  readonly connected: boolean;
  /** One statement, whatever the number of payloads; each of them ends at 8,000 bytes. Never throws. */
  notify(channel: string, payloads: readonly string[]): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface ChannelListener {
  /** Another process said something. */
  onPayload(payload: string): void;
  /** The connection is there (again): something may have been missed, and it may be another database that answers now. */
  onConnected(): void;
}

const FIRST_RETRY_MILLIS = 100;
const LAST_RETRY_MILLIS = 5_000;

export function createNotifications(options: { url: string; log: Log }): Notifications {
  const { url, log } = options;
  const listeners = new Map<string, ChannelListener>();
  let client: pg.Client | null = null;
  let processId: number | null = null;
  let stopped = true;
  let retryMillis = FIRST_RETRY_MILLIS;
  let retry: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    retry = null;
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "onymous notifications",
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const lost = once((error?: Error) => {
      if (client === fresh) client = null;
      fresh.end().catch((err) => log.debug({ err }, "an old connection did not end"));
      if (stopped) return;
      log.warn({ err: error, retryMillis }, "the connection for notifications is lost");
      retry = setTimeout(connect, retryMillis * (0.5 + Math.random()));
      retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
    });
    fresh.on("error", lost);
    fresh.on("end", () => lost());
    fresh.on("notification", ({ channel, payload, processId: sender }) => {
      if (payload && sender !== processId) listeners.get(channel)?.onPayload(payload);
    });
    try {
      await fresh.connect();
      const { rows } = await fresh.query<{ pid: number }>(
        `select pg_backend_pid() as pid, set_config('idle_session_timeout', '0', false)`,
      );
      processId = rows[0]?.pid ?? null;
      for (const channel of listeners.keys()) await fresh.query(`listen ${channel}`);
    } catch (error) {
      lost(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (stopped) return void fresh.end();
    client = fresh;
    retryMillis = FIRST_RETRY_MILLIS;
    for (const { onConnected } of listeners.values()) onConnected();
  }

  return {
    listen(channel, listener) {
      listeners.set(channel, listener);
    },
    get connected() {
      return client !== null;
    },
    async notify(channel, payloads) {
      try {
        await client?.query({
          name: "onymous-notify",
          text: "select pg_notify($1, payload) from unnest($2::text[]) as payload",
          values: [channel, payloads],
        });
      } catch (err) {
        // The connection's own listener sees to the reconnection.
        log.debug({ err }, "a notification was lost");
      }
    },
    start() {
      stopped = false;
      void connect();
    },
    async stop() {
      stopped = true;
      if (retry) clearTimeout(retry);
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
