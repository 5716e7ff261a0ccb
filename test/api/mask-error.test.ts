import { GraphQLError } from "graphql";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { maskError } from "../../src/graphql/mask-error.ts";

function logged(error: unknown) {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  return { answer: maskError(error, log), lines };
}

describe("an error that a request meets", () => {
  it("reaches the caller as it is when it was meant for callers, and is not logged", () => {
    const error = new GraphQLError("No.", { extensions: { code: "FORBIDDEN" } });
    expect(logged(error)).toEqual({ answer: error, lines: [] });
  });

  it("is a bug otherwise: the caller learns that it happened, the log where, neither whose data it was", () => {
    const bug = Object.assign(new TypeError("no ada@home.example\n    at ada@work.example"), {
      code: "22P02",
    });
    const error = new GraphQLError(bug.message, { originalError: bug, path: ["contact", "email"] });
    const { answer, lines } = logged(error);
    expect(answer).toMatchObject({
      path: ["contact", "email"],
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      name: "TypeError",
      code: "22P02",
      path: "contact.email",
      at: expect.arrayContaining([expect.stringContaining("mask-error.test.ts")]),
    });
    for (const text of [JSON.stringify(answer), answer.message, ...lines])
      expect(text).not.toContain("ada@");
  });
});
