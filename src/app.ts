import { createAssignmentSweep } from "./actions/assignment-sweep.ts";
import { createDuplicateFinder } from "./actions/duplicate-finder.ts";
import { createIdentityWriter } from "./actions/identity-writer.ts";
import { analyseUpload } from "./actions/imports/analyse-import.ts";
import { workOnImports } from "./actions/imports/engine/work-on-imports.ts";
import { createUploads } from "./actions/imports/upload-import.ts";
import { createPeopleActions } from "./actions/people.ts";
import { createAuthenticator } from "./auth/authenticate.ts";
import { createWorkspaceSecretStore } from "./auth/workspace-secrets.ts";
import type { Config } from "./config.ts";
import { createEventRetention } from "./database/event-retention.ts";
import { createGroupingSweep } from "./database/grouping-sweep.ts";
import { createImportFileSweep } from "./database/imports/import-file-sweep.ts";
import { IMPORTS_TASK } from "./database/imports/import-queue.ts";
import { createImportResultSweep } from "./database/imports/import-result-sweep.ts";
import { isMigrated } from "./database/migrate.ts";
import { readMigrationFolder } from "./database/migration-folder.ts";
import { createNotifications } from "./database/notifications.ts";
import { readyDatabase } from "./database/ready-database.ts";
import { firstStart } from "./first-start.ts";
import { createContext, type Services } from "./graphql/context.ts";
import { EXPORT_PATH } from "./graphql/export-address.ts";
import { REFUSED_ROWS_PATH } from "./graphql/refused-rows-address.ts";
import { schema } from "./graphql/schema.ts";
import { createAuthorityWatch } from "./http/authority-watch.ts";
import { createExportRoute } from "./http/export-contacts.ts";
import { answerAlive, createReadiness } from "./http/health.ts";
import { createRefusedRowsRoute } from "./http/refused-rows.ts";
import { createHttpServer } from "./http/server.ts";
import { createEventStreams } from "./http/server-sent-events.ts";
import { createUploadRoute } from "./http/upload.ts";
import { createWebSocketHandler } from "./http/websocket.ts";
import { createYogaHandler } from "./http/yoga.ts";
import { askForDetails } from "./jobs/ask-for-details.ts";
import { imports } from "./jobs/imports.ts";
import { createJobRunner } from "./jobs/runner.ts";
import { createFeed } from "./live/feed.ts";
import { createImportMoves } from "./live/import-moves.ts";
import { createSignals } from "./live/signals.ts";
import type { Log } from "./log.ts";
import type { WorkspaceCredentials } from "./new-workspace.ts";

export interface App {
  /** @throws StartProblem with what a person has to do; nothing is left running then. */
  start(): Promise<Started>;
  /** Finishes what is under way, then lets go of everything. After a start that failed, and twice, it does nothing. */
  stop(): Promise<void>;
}

export interface Started {
  url: string;
  /** On the first start only. */
  first: { credentials: WorkspaceCredentials; file: string } | null;
}

/** The one place where the parts are put together. */
export function buildApp(config: Config, log: Log): App {
  // What has been opened is closed in the opposite order, also when opening the next part fails.
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;

  async function compose(): Promise<Started> {
    const { database, url, close } = await readyDatabase({ ...config, log });
    closers.push(close);
    const { pool } = database;
    const now = () => new Date();

    const secrets = createWorkspaceSecretStore({ database, now });
    const authenticator = createAuthenticator({ database, secrets, now });
    const people = createPeopleActions({
      database,
      secrets,
      forgetCallers: authenticator.forget,
      settings: config,
      now,
    });
    const first = await firstStart({
      database,
      people: { people, secrets },
      dataDir: config.dataDir,
    });

    const notifications = createNotifications({ url, log });
    closers.push(notifications.stop);
    const feed = createFeed({ pool, notifications, pollMillis: config.pollMillis, log });
    const signals = createSignals({ notifications });
    const { pollMillis } = config;
    const importMoves = createImportMoves({ pool, notifications, pollMillis, log });
    const writer = createIdentityWriter({ pool, log, onCommitted: feed.ring });
    closers.push(writer.drain);

    const retention = createEventRetention({ pool, days: config.eventRetentionDays, now, log });
    closers.push(retention.stop);
    const groupingSweep = createGroupingSweep({ pool, log });
    closers.push(groupingSweep.stop);
    const assignmentSweep = createAssignmentSweep({ database, writer, now, log });
    closers.push(assignmentSweep.stop);

    const duplicateFinder = createDuplicateFinder({
      pool,
      writer,
      now,
      log,
      everyMillis: config.duplicateCheckMillis,
    });
    closers.push(duplicateFinder.stop);

    const uploads = createUploads({
      pool,
      maxBytes: config.importMaxBytes,
      analyse: analyseUpload({ database }),
      now,
      log,
    });
    closers.push(uploads.stop);
    const importFileSweep = createImportFileSweep({
      pool,
      keptHours: config.importFileHours,
      now,
      log,
    });
    closers.push(importFileSweep.stop);
    const importResultSweep = createImportResultSweep({
      pool,
      keptDays: config.importResultDays,
      now,
      log,
    });
    closers.push(importResultSweep.stop);

    const jobs = createJobRunner({
      url,
      tasks: { "ask-for-details": askForDetails({ writer, now }) },
      pollMillis: config.pollMillis,
      takeoverMillis: config.jobTakeoverMillis,
      log,
    });
    closers.push(jobs.stop);
    // Workers of their own: an import takes long, and no customer in a chat waits for it.
    const stopImports = new AbortController();
    const importJobs = createJobRunner({
      url,
      tasks: {
        [IMPORTS_TASK]: imports(
          workOnImports({
            database,
            importMoves,
            now,
            writer,
            secrets,
            onCommitted: feed.ring,
            log,
          }),
          stopImports.signal,
        ),
      },
      // Each takes up to four of the connections that requests share.
      atOnce: 1,
      pollMillis: config.pollMillis,
      takeoverMillis: config.jobTakeoverMillis,
      log,
    });
    closers.push(async () => {
      stopImports.abort();
      await importJobs.stop();
    });

    const authorityWatch = createAuthorityWatch({
      authenticator,
      checkMillis: config.authorityCheckMillis,
      log,
    });
    const services: Services = {
      database,
      writer,
      people,
      secrets,
      feed,
      signals,
      importMoves,
      uploads,
      log,
      now,
    };
    const { allowedOrigins } = config;
    const eventStreams = createEventStreams({
      authorityWatch,
      renew: ({ caller, address }) => createContext(services, caller, address),
      log,
    });
    const webSocket = createWebSocketHandler({
      schema,
      createContext: (caller, address) => createContext(services, caller, address),
      authenticator,
      authorityWatch,
      allowedOrigins,
      log,
    });
    const migrations = await readMigrationFolder();
    const http = createHttpServer({
      host: config.host,
      port: config.port,
      routes: {
        "/healthz": answerAlive,
        "/readyz": createReadiness({
          check: () => isMigrated(pool, migrations),
          stopping: () => stopping,
          log,
        }),
        [EXPORT_PATH]: createExportRoute({ pool, authenticator, allowedOrigins, now, log }),
        [REFUSED_ROWS_PATH]: createRefusedRowsRoute({ pool, authenticator, allowedOrigins, log }),
        "/graphql": createYogaHandler({
          schema,
          services,
          authenticator,
          allowedOrigins,
          plugins: [eventStreams.plugin],
        }),
      },
      uploads: {
        "/imports": createUploadRoute({
          uploads,
          idleMillis: config.uploadIdleMillis,
          authenticator,
          allowedOrigins,
          log,
        }),
      },
    });
    http.server.on("upgrade", webSocket.handleUpgrade);
    await feed.start();
    notifications.start();
    closers.push(async () => {
      // No more of them are taken, or those cut off would come back here.
      const closed = http.stop();
      // Clients are cut off first, so that they come back and resume; a feed that ends would tell them "complete".
      authorityWatch.stop();
      eventStreams.stop();
      await webSocket.stop();
      signals.stop();
      importMoves.stop();
      await Promise.all([feed.stop(), closed]);
    });
    const { url: httpUrl } = await http.listen();
    retention.start();
    groupingSweep.start();
    assignmentSweep.start();
    importFileSweep.start();
    importResultSweep.start();
    duplicateFinder.start();
    jobs.start();
    importJobs.start();
    return { url: httpUrl, first };
  }

  async function stop(): Promise<void> {
    stopping = true;
    const failed: unknown[] = [];
    for (let close = closers.pop(); close; close = closers.pop()) {
      await close().catch((error) => failed.push(error));
    }
    if (failed.length > 0) throw failed[0];
  }

  return {
    async start() {
      try {
        return await compose();
      } catch (error) {
        // Why the start failed matters more than that something could not be closed after it.
        await stop().catch((err) => log.warn({ err }, "something did not close"));
        throw error;
      }
    },
    stop,
  };
}
