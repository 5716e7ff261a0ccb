import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What Prisma's schema engine calls a MigrationList. */
export interface MigrationFolder {
  names: string[];
  list: {
    baseDir: string;
    lockfile: { path: string; content: string | null };
    shadowDbInitScript: string;
    migrationDirectories: {
      path: string;
      migrationFile: { path: string; content: { tag: "ok"; value: string } };
    }[];
  };
}

export const migrationsPath = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
export const schemaPath = fileURLToPath(new URL("../../prisma/schema.prisma", import.meta.url));

/** Reads a folder in Prisma's layout: `<name>/migration.sql`, applied in the order of the names. */
export async function readMigrationFolder(folder = migrationsPath): Promise<MigrationFolder> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(`${folder}/${name}/migration.sql`, "utf8"),
        },
      },
    })),
  );
  return {
    names,
    list: {
      baseDir: folder,
      // Names the provider, which the engine already knows from schema.prisma.
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories,
    },
  };
}
