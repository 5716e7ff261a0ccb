import type { RequestListener, ServerResponse } from "node:http";
import type { Log } from "../log.ts";

/** `/healthz`: the process is alive. It says nothing about the database, or an outage there would restart servers. */
export const answerAlive: RequestListener = (_request, response) => {
  answer(response, 200, "alive");
};

/**
 * `/readyz`: requests can be served, because the database answers and has this version's schema. Load balancers and
 * deployments wait for it.
 */
export function createReadiness(options: {
  /** Whether the database is migrated; throws when it can't be asked. */
  check: () => Promise<boolean>;
  stopping: () => boolean;
  log: Log;
  timeoutMillis?: number;
}): RequestListener {
  const { check, stopping, log, timeoutMillis = 3_000 } = options;
  return async (_request, response) => {
    if (stopping()) return answer(response, 503, "stopping");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("the database did not answer")), timeoutMillis);
    });
    try {
      const migrated = await Promise.race([check(), late]);
      answer(response, migrated ? 200 : 503, migrated ? "ready" : "the database is not migrated");
    } catch (err) {
      log.warn({ err }, "not ready");
      answer(response, 503, "the database can't be reached, or has another version's schema");
    } finally {
      clearTimeout(timer);
    }
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { "content-type": "text/plain", "cache-control": "no-store" })
    .end(`${text}\n`);
}
