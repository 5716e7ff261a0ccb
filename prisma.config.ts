import { existsSync } from "node:fs";
import { defineConfig } from "prisma/config";

// `prisma generate` looks for a native schema engine that it then does not use, and would download it. Any existing
// file satisfies it; migrations are applied by src/database/migrate.ts, without that engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= existsSync("package.json")
  ? "package.json"
  : process.execPath;

export default defineConfig({ schema: "prisma/schema.prisma" });
