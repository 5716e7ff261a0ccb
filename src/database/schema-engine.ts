import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
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
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapter(options.pool));
  return bindings.SchemaEngine.new(
    { datamodels: [["schema.prisma", options.schema]] },
    ignoreEngineLog,
    adapter,
  );
}

/** Prisma's adapter with gaps closed that only the schema engine meets. */
class EngineAdapter extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    // It cuts a script at each semicolon, those in comments and function bodies included, and runs the pieces one by
    // one. Sent whole, PostgreSQL takes it apart itself and runs it in one transaction.
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script).catch(rethrow);
    };
    knowChar(adapter);
    return adapter;
  }
}

/** In the one kind that the engine passes on as it is; some of the adapter's own kinds it can't read. */
function rethrow(error: Error & Partial<pg.DatabaseError>): never {
  const { code = "N/A", severity = "N/A", message, detail, column, hint } = error;
  throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint });
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** It does not know the type "char" either, in which the catalogue says how a foreign key acts. */
function knowChar(adapter: Adapter): void {
  const inner = adapter as unknown as { performIO(query: SqlQuery): Promise<pg.QueryResult> };
  const queryRaw = adapter.queryRaw;
  adapter.queryRaw = async (query) => {
    const result = await inner.performIO(query);
    const charColumns = result.fields.map((field) => field.dataTypeID === pgType.char);
    for (const field of result.fields) {
      if (field.dataTypeID === pgType.char) field.dataTypeID = pgType.text;
    }
    const described = await queryRaw.call({ performIO: async () => result } as never, query);
    const columnTypes = described.columnTypes.map((type, column) =>
      charColumns[column] ? ColumnTypeEnum.Character : type,
    );
    return { ...described, columnTypes };
  };
}

const pgType = { char: 18, text: 25 };

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
