import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

/** Nothing of the schema is managed by others. */
export const noFilters = { externalTables: [], externalEnums: [] };

let loading: Promise<void> | undefined;

/**
 * Prisma's schema engine as WebAssembly, over `pg`: migrations need no native engine, which Prisma would download.
 * The caller frees it.
 */
export async function openSchemaEngine(options: {
  pool: pg.Pool;
  /** The text of schema.prisma. */
  schema: string;
}): Promise<bindings.SchemaEngine> {
  // The module keeps its memory in a global of its own: instantiating it twice would break the first.
  loading ??= instantiate();
  await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(options.pool));
  return bindings.SchemaEngine.new(
    { datamodels: [["schema.prisma", options.schema]] },
    ignoreEngineLog,
    adapter,
  );
}

/**
 * Prisma's adapter cuts a script at each semicolon, those in comments and function bodies included, and runs the
 * pieces one by one. Sent whole, PostgreSQL takes it apart itself and runs it in one transaction.
 */
class WholeScripts extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

// The engine's own log repeats SQL; what goes wrong comes back as an error.
function ignoreEngineLog(): void {}

/** By hand, because Node 20 cannot import a `.wasm` file as the package's entry does. */
async function instantiate(): Promise<void> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(entry.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  (bindings as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(
    instance.exports,
  );
  (instance.exports.__wbindgen_start as () => void)();
}

// TypeScript declares it for browsers only.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};
