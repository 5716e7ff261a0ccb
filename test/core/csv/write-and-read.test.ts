import fc from "fast-check";
import { expect, it } from "vitest";
import { delimiters } from "../../../src/csv/dialect.ts";
import { readCsv } from "../../../src/csv/read-csv.ts";
import { BYTE_ORDER_MARK, harmless, unharmed, writeCsvRows } from "../../../src/csv/write-csv.ts";

const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom(..."'=+-@\t\r\n ,;|\"ab", "\r\n", "é", "👍", "ש", "\u200f", "\u00a0"),
    maxLength: 20,
  }),
  // NUL and halves of characters can't be stored.
  fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0")),
);

it("what is written is read again as it was, cell by cell, in any piece sizes", async () => {
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 20 }),
    );
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...delimiters),
      fc.integer({ min: 1, max: 50 }),
      async (rows, delimiter, pieceSize) => {
        const header = (rows[0] ?? ["a", "b"]).map((_, index) => `column ${index}`);
        const written = writeCsvRows(
          [header, ...rows.map((cells) => cells.map(harmless))],
          delimiter,
        );
        const bytes = Buffer.from(BYTE_ORDER_MARK + written);
        async function* pieces() {
          for (let from = 0; from < bytes.length; from += pieceSize)
            yield bytes.subarray(from, from + pieceSize);
        }
        const read: string[][] = [];
        for await (const batch of readCsv(pieces(), { encoding: "UTF-8", delimiter, quote: '"' }))
          for (const row of batch) {
            expect(row.problem).toBeNull();
            read.push(row.cells.map(unharmed));
          }
        expect(read).toEqual(
          [header, ...rows].map((cells) => (isBlank(cells.map(harmless)) ? [] : cells)),
        );
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);

const isBlank = (cells: readonly string[]) => cells.every((text) => text.trim() === "");
