import { defineConfig } from "vitest/config";
// The tests import the generated database client.
import "./prisma/current-client.mjs";

export default defineConfig({
  // What Node resolves it to: otherwise Vite loads its ES modules beside the CommonJS that packages load, and of two
  // instances of graphql neither knows the other's schema.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/postgres-server.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
