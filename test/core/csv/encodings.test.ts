import { describe, expect, it } from "vitest";
import { detectDialect } from "../../../src/csv/detect-dialect.ts";
import type { Encoding } from "../../../src/csv/dialect.ts";
import { encode } from "./support/encode.ts";
import { readAll } from "./support/read-all.ts";

const TEXT = "Name,City\r\nZoë 😀,Kö€ln\r\nשלום,مرحبا\r\n";
const LATIN = "Name,City\r\nZoë,Kö€ln – Žižkov\r\n";

const detected = (bytes: Uint8Array, isWhole = true) => detectDialect(bytes, isWhole).encoding;

const cellsOf = async (bytes: Uint8Array, encoding: Encoding) =>
  (await readAll([bytes], { encoding })).rows.map(({ cells }) => cells);

describe("encodings", () => {
  it.each([
    ["UTF-8", TEXT, ""],
    ["UTF-8", TEXT, "\uFEFF"],
    ["UTF-16LE", TEXT, ""],
    ["UTF-16LE", TEXT, "\uFEFF"],
    ["UTF-16BE", TEXT, ""],
    ["UTF-16BE", TEXT, "\uFEFF"],
    ["WINDOWS-1252", LATIN, ""],
  ] as const)("%s is detected and read: %j after %j", async (encoding, text, mark) => {
    const bytes = encode(mark + text, encoding);
    const rows = text
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","));
    expect(detected(bytes)).toBe(encoding);
    expect(await cellsOf(bytes, encoding)).toEqual(rows);
  });

  it("UTF-8 is detected by a sample that ends anywhere", () => {
    const bytes = encode(TEXT, "UTF-8");
    for (let length = 0; length <= bytes.length; length++)
      expect(detected(bytes.subarray(0, length), false)).toBe("UTF-8");
  });

  it("UTF-16 is detected by a sample that ends anywhere after some characters", () => {
    for (const encoding of ["UTF-16LE", "UTF-16BE"] as const)
      for (let length = 8; length <= encode(TEXT, encoding).length; length++)
        expect(detected(encode(TEXT, encoding).subarray(0, length), false)).toBe(encoding);
  });

  it("a whole file that ends inside of a character is no UTF-8", () => {
    expect(detected(Buffer.from("é").subarray(0, 1))).toBe("WINDOWS-1252");
  });

  it.each(["a,b\n1,\0\n", "a,b\n\0,1\n", "a,b\n\0\0,1\n2,3\n", "\0", "n\0,b\nx,y\n"])(
    "NUL in %j makes no UTF-16 of it",
    (text) => {
      expect(detected(Buffer.from(text))).toBe("UTF-8");
    },
  );

  it("Windows-1252 has its own characters from 128 to 159", async () => {
    const own = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    expect(await cellsOf(encode(own, "WINDOWS-1252"), "WINDOWS-1252")).toEqual([[own]]);
  });

  it("what was chosen wins over what was detected", () => {
    const bytes = encode(TEXT, "UTF-8");
    expect(detectDialect(bytes, true, { encoding: "WINDOWS-1252", quote: "'" })).toEqual({
      encoding: "WINDOWS-1252",
      delimiter: ",",
      quote: "'",
    });
  });
});

describe("bytes that are no characters in the encoding", () => {
  it.each([
    ["in UTF-8", "UTF-8", Buffer.from("a,b\r\n1,2\r\nM\xfcller,3\r\n", "latin1"), 3, 1, 2],
    ["in quotes", "UTF-8", Buffer.from('a,b\n1,"2\n3\xfc"\n', "latin1"), 3, 2, 1],
    ["right after a row", "UTF-8", Buffer.from("a,b\n1,2\n\xfc,3\n", "latin1"), 3, 1, 2],
    ["the first", "UTF-8", Buffer.from("\xfc", "latin1"), 1, 1, 0],
    ["a character cut off at the end", "UTF-8", Buffer.from("a,b\n1,€").subarray(0, -1), 2, 2, 1],
    ["half a unit at the end", "UTF-16LE", encode("a\nb", "UTF-16LE").subarray(0, -1), 2, 1, 1],
    ["undefined in Windows-1252", "WINDOWS-1252", Buffer.from("a\nb\nRen\x8d", "latin1"), 3, 1, 2],
  ] as const)(
    "stop the file at line and column: %s",
    async (_, encoding, bytes, line, column, before) => {
      const { rows, unreadable } = await readAll([bytes], { encoding });
      expect(unreadable).toMatchObject({ code: "WRONG_ENCODING", line, column });
      expect(rows).toHaveLength(before);
      expect(rows.every(({ problem }) => problem === null)).toBe(true);
    },
  );

  it("are found far into the file", async () => {
    const rows = "Zoë,1\n".repeat(5_000);
    const bytes = Buffer.concat([Buffer.from(rows), Buffer.from("x,y\xe9z\n1,2", "latin1")]);
    const { rows: read, unreadable } = await readAll([bytes]);
    expect(read).toHaveLength(5_000);
    expect(unreadable).toMatchObject({ code: "WRONG_ENCODING", line: 5_001, column: 2 });
  });
});

describe("half a character in UTF-16", () => {
  it.each(["UTF-16LE", "UTF-16BE"] as const)("refuses its row: %s", async (encoding) => {
    const { rows } = await readAll(
      [encode("a,b\n1,\ud83d\n\udc00,2\n3,😀\ufffd\n4,\ud83d", encoding)],
      {
        encoding,
      },
    );
    expect(rows).toMatchObject([
      { problem: null },
      { cells: ["1", "\ufffd"], problem: { code: "UNSTORABLE_TEXT", column: 2 } },
      { cells: ["\ufffd", "2"], problem: { code: "UNSTORABLE_TEXT", column: 1 } },
      { cells: ["3", "😀\ufffd"], problem: null },
      { cells: ["4", "\ufffd"], problem: { code: "UNSTORABLE_TEXT", column: 2 } },
    ]);
  });
});
