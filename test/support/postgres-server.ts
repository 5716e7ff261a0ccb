import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/database/embedded-postgres.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/log.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** URL of a migrated database that nobody connects to, so that it can be cloned. */
    templateUrl: string;
  }
}

/** Vitest's global setup: one PostgreSQL for the whole run. Each test clones the template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const log = createLog({ logLevel: "error" });
  const dataDir = await mkdtemp(join(tmpdir(), "onymous-test-"));
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    // Tests can afford to lose everything, and a clone is twice as fast.
    settings: {
      fsync: "off",
      full_page_writes: "off",
      synchronous_commit: "off",
      max_connections: "300",
    },
  });
  const name = `template_${randomUUID().slice(0, 8)}`;
  const admin = new pg.Client(postgres.url);
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  await migrate({ url: url.href, log });
  project.provide("templateUrl", url.href);

  return async () => {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
}
