import { setInterval } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../src/csv/read-csv.ts";
import { comma, readAll } from "./support/read-all.ts";

const MEBIBYTE = 1_048_576;

/** The same bytes again and again, and how many of them were asked for. */
function endless(bytes: Buffer, limit: number) {
  const source = {
    taken: 0,
    async *[Symbol.asyncIterator]() {
      while (source.taken < limit) {
        source.taken += bytes.length;
        yield bytes;
      }
    },
  };
  return source;
}

describe("a line of 64 MB", () => {
  it.each([
    ["of text", "x", "", { code: "ROW_TOO_LONG", line: 2, column: 1 }],
    ["of cells", "xyz,", "", { code: "TOO_MANY_COLUMNS", line: 2, column: 513 }],
    ["of delimiters", ",", "", { code: "TOO_MANY_COLUMNS", line: 2, column: 513 }],
    ["in quotes", "x,\n", 'a\n1,"', { code: "UNCLOSED_QUOTE", line: 3, column: 2 }],
    ["of quotes", '""', '"', { code: "UNCLOSED_QUOTE", line: 2, column: 1 }],
  ])("%s stops the file as soon as it is too long", async (_, text, before, expected) => {
    const source = endless(Buffer.from(text.repeat(65_536 / text.length)), 64 * MEBIBYTE);
    async function* file() {
      yield Buffer.from(`h\n${before}`);
      yield* source;
    }
    const { rows, unreadable } = await readAll(file());
    expect(rows[0]).toMatchObject({ line: 1, cells: ["h"] });
    expect(unreadable).toMatchObject(expected);
    expect(source.taken).toBeLessThan(2 * MEBIBYTE);
  });

  it("is as bad where it comes in one piece", async () => {
    const { unreadable } = await readAll([Buffer.alloc(64 * MEBIBYTE, "x")]);
    expect(unreadable).toMatchObject({ code: "ROW_TOO_LONG", line: 1, column: 1 });
  });
});

describe("columns", () => {
  it("may be 512", async () => {
    const names = Array.from({ length: 512 }, (_, i) => `column ${i}`);
    const { rows, unreadable } = await readAll(`${names.join(",")}\n`);
    expect(unreadable).toBeNull();
    expect(rows).toMatchObject([{ cells: names }]);
  });

  it("may not be 513", async () => {
    const { rows, unreadable } = await readAll(`${"x,".repeat(512)}x\n1\n`);
    expect(rows).toEqual([]);
    expect(unreadable).toMatchObject({ code: "TOO_MANY_COLUMNS", line: 1, column: 513 });
  });

  it("of which there are 100,000 are answered at once", async () => {
    const header = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(",");
    const start = performance.now();
    const { unreadable } = await readAll(`${header}\n1\n`);
    expect(unreadable).toMatchObject({ code: "TOO_MANY_COLUMNS", line: 1, column: 513 });
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("text of all kinds", () => {
  it("is read as it is written", async () => {
    const cells = [
      "👩‍👩‍👧‍👦🏳️‍🌈",
      "شركة \u202eالاختبار",
      "é e\u0301",
      "a\u2028b",
      "__proto__",
      "\u200b",
      "’",
    ];
    expect((await readAll(`${cells.join(",")}\n`)).rows).toEqual([
      { line: 1, cells, problem: null },
    ]);
  });
});

describe("while a long file is read", () => {
  const row =
    'person@example.com,Ada,"Byron, King",+491511234567,"Street ""x"" 1",Berlin,10115,DE\r\n';

  it("memory stays flat", async () => {
    const chunk = Buffer.from(row.repeat(750));
    let [rows, lowest, highest] = [0, Number.POSITIVE_INFINITY, 0];
    for await (const batch of readCsv(endless(chunk, 32 * MEBIBYTE), comma)) {
      rows += batch.length;
      if (rows < 50_000) continue;
      const { heapUsed, external } = process.memoryUsage();
      lowest = Math.min(lowest, heapUsed + external);
      highest = Math.max(highest, heapUsed + external);
    }
    expect(rows).toBeGreaterThan(350_000);
    expect(highest - lowest).toBeLessThan(100 * MEBIBYTE);
  }, 120_000);

  it.each([
    ["ordinary rows", row],
    ["blank rows", "\n"],
    ["rows of one quote", '""""\n'],
    ["rows with text after quotes", '"a"b,"c"d\n'],
    ["hundreds of cells", `x${",".repeat(500)}\n`],
  ])(
    "others have their turn: %s",
    async (_, text) => {
      const chunk = Buffer.from(text.repeat(MEBIBYTE / 4 / text.length));
      let turns = 0;
      let isReading = true;
      const others = (async () => {
        for await (const _ of setInterval(1)) {
          turns++;
          if (!isReading) break;
        }
      })();
      const start = performance.now();
      for await (const _ of readCsv(endless(chunk, chunk.length), comma));
      const took = performance.now() - start;
      isReading = false;
      await others;
      // One in ten milliseconds, on a machine that does other things as well.
      expect(turns).toBeGreaterThan(took / 20);
    },
    60_000,
  );

  it("nothing is read ahead of who takes the rows", async () => {
    const source = endless(Buffer.from(row.repeat(750)), 64 * MEBIBYTE);
    const rows = readCsv(source, comma);
    await rows.next();
    const taken = source.taken;
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.taken).toBe(taken);
    expect(taken).toBeLessThan(MEBIBYTE);
    await rows.return(undefined);
  });

  it("the file is let go of when its rows are no longer taken", async () => {
    let isClosed = false;
    async function* file() {
      try {
        yield* endless(Buffer.from(row.repeat(750)), 64 * MEBIBYTE);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of readCsv(file(), comma)) break;
    expect(isClosed).toBe(true);
  });
});
