import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";

/** The operations that a page's readers are told to send: quoted for the shell, or in the example's template. */
function operationsIn(page: string): string[] {
  const blocks = [...page.matchAll(/^```(?:sh|js)\n(.*?)^```/gms)].map(([, block = ""]) => block);
  const quoted = /(['"`])((?:mutation|subscription)\b[^{]*\{.*?\}|\{ \w.*?\})\s*\1/gs;
  return blocks
    .flatMap((block) => [...block.replaceAll('\\"', "\u0001").matchAll(quoted)])
    .map(([, , operation = ""]) => operation.replaceAll("\u0001", '"'));
}

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
const faults = (operation: string) =>
  validate(schema, parse(operation)).map((error) => error.message);

test.each([
  ["README.md", 14],
  ["docs/consoles.md", 10],
  ["docs/connectors.md", 6],
  ["docs/contacts.md", 12],
  ["docs/exports.md", 1],
  ["docs/handover.md", 9],
  ["docs/imports.md", 8],
])("every operation in %s is one that the schema answers", (page, least) => {
  const operations = operationsIn(readFileSync(page, "utf8"));
  expect(operations.length).toBeGreaterThanOrEqual(least);
  for (const operation of operations) expect(faults(operation), operation).toEqual([]);
});

test("a planted fault is caught", () => {
  const [operation = ""] = operationsIn("```sh\nonymous \"$AGENT\" '{ contacts { node } }'\n```\n");
  expect(faults(operation)).toEqual([expect.stringContaining('"node"')]);
});
