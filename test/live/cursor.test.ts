import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../src/live/cursor.ts";

const epoch = "0123456789abcdef";
const base64url = (text: string) => Buffer.from(text, "latin1").toString("base64url");

describe("a cursor", () => {
  it.each([0n, 1n, 42n, 2n ** 53n + 1n, 2n ** 63n - 1n])(
    "carries position %s exactly",
    (position) => {
      expect(decodeCursor(encodeCursor({ epoch, position }))).toEqual({ epoch, position });
    },
  );

  it("is opaque: letters, digits, hyphen and underscore only", () => {
    expect(encodeCursor({ epoch, position: 7n })).toMatch(/^[\w-]+$/);
  });

  it.each([
    ["nothing", ""],
    ["another text", "hello"],
    ["the plain text", `${epoch}.5`],
    ["padding", `${encodeCursor({ epoch, position: 123n })}=`],
    ["a trailing character", `${encodeCursor({ epoch, position: 5n })}!`],
    ["white space in front", ` ${encodeCursor({ epoch, position: 5n })}`],
    ["standard base64", Buffer.from(`${epoch}.5??>`, "latin1").toString("base64")],
    ["a leading zero", base64url(`${epoch}.05`)],
    ["a sign", base64url(`${epoch}.-5`)],
    ["a position past 63 bits", base64url(`${epoch}.${2n ** 63n}`)],
    ["no position", base64url(`${epoch}.`)],
    ["a short epoch", base64url("0123.5")],
    ["an epoch in capitals", base64url("0123456789ABCDEF.5")],
    ["a line break at the end", base64url(`${epoch}.5\n`)],
    ["a NUL byte", base64url(`${epoch}.5\0`)],
    ["a very long text", "A".repeat(1_000_000)],
  ])("is not %s", (_, text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});
