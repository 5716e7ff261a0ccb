import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";

/** The operations that the README's readers are told to send: quoted for the shell, or in the example's template. */
function operationsIn(readme: string): string[] {
  const blocks = [...readme.matchAll(/^```(?:sh|js)\n(.*?)^```/gms)].map(([, block = ""]) => block);
  const quoted = /(['"`])((?:mutation|subscription)\b[^{]*\{.*?\}|\{ \w.*?\})\s*\1/gs;
  return blocks
    .flatMap((block) => [...block.replaceAll('\\"', "\u0001").matchAll(quoted)])
    .map(([, , operation = ""]) => operation.replaceAll("\u0001", '"'));
}

const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
const faults = (operation: string) =>
  validate(schema, parse(operation)).map((error) => error.message);

test("every operation in the README is one that the schema answers", () => {
  const operations = operationsIn(readFileSync("README.md", "utf8"));
  expect(operations.length).toBeGreaterThanOrEqual(9);
  for (const operation of operations) expect(faults(operation), operation).toEqual([]);
});

test("a planted fault is caught", () => {
  const [operation = ""] = operationsIn("```sh\nonymous \"$AGENT\" '{ contacts { node } }'\n```\n");
  expect(faults(operation)).toEqual([expect.stringContaining('"node"')]);
});
