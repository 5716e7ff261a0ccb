import type { CodegenConfig } from "@graphql-codegen/cli";

// Typed operations, made from schema.graphql and the .graphql files beside those who use them. The output is committed,
// so that `npm ci && npm test` needs no step between; `npm run check` makes it anew and fails when it differs.
const plugins = ["typescript-operations", "typed-document-node"];
const config = {
  useTypeImports: true,
  scalars: {
    ID: "string",
    Cursor: "string",
    File: "File",
    DateTime: "string",
    JSONObject: "Record<string, unknown>",
  },
};

export default {
  schema: "schema.graphql",
  generates: {
    "demo/generated/operations.ts": { documents: "demo/**/*.graphql", plugins, config },
  },
} satisfies CodegenConfig;
