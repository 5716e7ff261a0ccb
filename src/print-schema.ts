import { writeFile } from "node:fs/promises";
import { printSchema } from "graphql";
import { schema } from "./graphql/schema.ts";

// `--stdout` lets the check compare without writing.
const printed = `${printSchema(schema)}\n`;
if (process.argv.includes("--stdout")) process.stdout.write(printed);
else await writeFile("schema.graphql", printed);
