import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectDialect } from "../../../src/csv/detect-dialect.ts";
import {
  type Delimiter,
  delimiters,
  type Encoding,
  encodings,
  quotes,
} from "../../../src/csv/dialect.ts";
import { encode } from "./support/encode.ts";
import { readAll } from "./support/read-all.ts";

interface Written {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: Delimiter;
  readonly quote: '"' | "'";
  readonly lineBreak: string;
  readonly isQuotedThroughout: boolean;
  readonly hasMark: boolean;
  readonly encoding: Encoding;
  readonly cuts: readonly number[];
}

const awkward = fc.constantFrom(
  '"',
  "'",
  ",",
  ";",
  "\t",
  "|",
  "\r",
  "\n",
  "\r\n",
  " ",
  "é",
  "a",
  "0",
);
const cell = (encoding: Encoding) =>
  fc.string({
    unit:
      encoding === "WINDOWS-1252"
        ? awkward
        : fc.oneof(awkward, fc.constantFrom("😀", "ש", "€", "漢")),
    maxLength: 8,
  });

/** A first cell that isn't blank, so that the row isn't, and that is no separator line. */
const row = (encoding: Encoding) =>
  fc
    .tuple(cell(encoding), fc.array(cell(encoding), { maxLength: 4 }))
    .map(([first, others]) => [`x${first}`, ...others]);

const written: fc.Arbitrary<Written> = fc.constantFrom(...encodings).chain((encoding) =>
  fc.record({
    rows: fc.array(row(encoding), { maxLength: 8 }),
    delimiter: fc.constantFrom(...delimiters),
    quote: fc.constantFrom(...quotes),
    lineBreak: fc.constantFrom("\n", "\r\n", "\r"),
    isQuotedThroughout: fc.boolean(),
    hasMark: encoding === "WINDOWS-1252" ? fc.constant(false) : fc.boolean(),
    encoding: fc.constant(encoding),
    cuts: fc.array(fc.nat(200), { maxLength: 12 }),
  }),
);

function bytesOf({ rows, delimiter, quote, lineBreak, ...how }: Written): Buffer {
  const cellText = (text: string) =>
    how.isQuotedThroughout || /[\r\n,;\t|"']/.test(text)
      ? quote + text.replaceAll(quote, quote + quote) + quote
      : text;
  const text = rows.map((cells) => cells.map(cellText).join(delimiter) + lineBreak).join("");
  return encode((how.hasMark ? "\uFEFF" : "") + text, how.encoding);
}

function* pieces(bytes: Buffer, cuts: readonly number[]) {
  const places = [...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b);
  let start = 0;
  for (const place of [...places, bytes.length]) {
    yield bytes.subarray(start, place);
    start = place;
  }
}

const lineBreaks = (text: string) => text.split(/\r\n|\r|\n/).length - 1;

describe("whatever is written", () => {
  it("reads back as it was, on its lines, however the bytes are cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(written, async (file) => {
        const { rows, unreadable } = await readAll([...pieces(bytesOf(file), file.cuts)], file);
        let line = 1;
        const expected = file.rows.map((cells) => {
          const begins = line;
          line += 1 + cells.reduce((sum, text) => sum + lineBreaks(text), 0);
          return { line: begins, cells, problem: null };
        });
        expect(unreadable).toBeNull();
        expect(rows).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is detected as it was written, if its rows are alike", async () => {
    await fc.assert(
      fc.property(written, fc.integer({ min: 2, max: 6 }), (file, width) => {
        const line = (n: number) => Array.from({ length: width }, (_, i) => `Köln ${n} ${i}`);
        const rows = [line(0), line(1), line(2)];
        const bytes = bytesOf({ ...file, rows, quote: '"' });
        expect(detectDialect(bytes, true)).toEqual({
          encoding: file.encoding,
          delimiter: file.delimiter,
          quote: '"',
        });
      }),
    );
  });
});

describe("whatever bytes come", () => {
  it("are read to the end, or up to a place that is named, the same however they are cut", async () => {
    const bytes = fc.array(
      fc.oneof(fc.constantFrom(...Buffer.from('",;\n\r a\0\xff')), fc.nat(255)),
      {
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom(...encodings),
        fc.array(fc.nat(60)),
        async (all, encoding, cuts) => {
          const file = Buffer.from(all);
          const whole = await readAll([file], { encoding });
          const cut = await readAll([...pieces(file, cuts)], { encoding });
          expect(cut).toEqual(whole);
          for (const { cells } of whole.rows)
            for (const text of cells)
              expect(text.isWellFormed() && !text.includes("\0")).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
