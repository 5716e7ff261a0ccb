import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import pg from "pg";
import { schemaPath } from "../../src/database/migration-folder.ts";
import { noFilters, openSchemaEngine } from "../../src/database/schema-engine.ts";

/**
 * The SQL statements that would make a database what prisma/schema.prisma says: none, where the migrations and the
 * schema agree. Order of statements and comments are the engine's.
 */
export async function schemaDrift(url: string, schema?: string): Promise<string[]> {
  const content = schema ?? (await readFile(schemaPath, "utf8"));
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const engine = await openSchemaEngine({ pool, schema: content });
  try {
    const { stdout } = await engine.diff({
      // The database that the engine is connected to; the files only name the provider.
      from: {
        tag: "schemaDatasource",
        files: [{ path: "schema.prisma", content }],
        configDir: dirname(schemaPath),
      },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: false,
      filters: noFilters,
    });
    return (stdout ?? "")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("--"))
      .join("\n")
      .split(/;\s*/)
      .filter((statement) => statement !== "");
  } finally {
    engine.free();
    await pool.end();
  }
}
