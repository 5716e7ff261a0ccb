import csvSpectrum, { type SpectrumCase } from "csv-spectrum";
import { describe, expect, it } from "vitest";
import { detectDialect } from "../../../src/csv/detect-dialect.ts";
import { papaparseCases } from "./support/papaparse-cases.ts";
import { cellsOf, readAll } from "./support/read-all.ts";

const spectrum = await new Promise<readonly SpectrumCase[]>((resolve, reject) => {
  csvSpectrum((error, cases) => (error ? reject(error) : resolve(cases)));
});

/** Its JSON isn't what its CSV says: another phone, and no list. */
const mistaken: Readonly<Record<string, unknown>> = {
  location_coordinates: [
    {
      "Contact Phone Number": "2095257564",
      "Location Coordinates": "37\uFFFD36'37.8\"N 121\uFFFD2'17.9\"W",
      Cities: "Modesto",
      Counties: "Stanislaus",
    },
  ],
};

describe("csv-spectrum", () => {
  it.each(spectrum.map((one) => [one.name, one] as const))("%s", async (name, { csv, json }) => {
    const { rows, unreadable } = await readAll([csv], detectDialect(csv, true));
    const [header, ...people] = rows.map(({ cells }) => cells);
    const objects = people.map((cells) =>
      Object.fromEntries((header ?? []).map((name, i) => [name, cells[i]])),
    );
    expect(unreadable).toBeNull();
    expect(objects).toEqual(mistaken[name] ?? JSON.parse(json.toString()));
  });

  it("has all its files", () => {
    expect(spectrum).toHaveLength(12);
  });
});

describe("papaparse's published cases", () => {
  it.each(papaparseCases)("%s: %j", async (_, file, known, expected) => {
    const cells = expected.split("¶").map((row) => (row === "" ? [] : row.split("¦")));
    const dialect = detectDialect(Buffer.from(file), true, known);
    expect(await cellsOf(file, dialect)).toEqual(file === "" ? [] : cells);
  });
});

describe("where papaparse does otherwise", () => {
  it("a quote that is never closed: it takes the rest of the file for one cell, here the file stops", async () => {
    const { rows, unreadable } = await readAll('a,"b,c\nd,e,f');
    expect(rows).toEqual([]);
    expect(unreadable).toMatchObject({ code: "UNCLOSED_QUOTE", line: 1, column: 2 });
  });

  it.each([
    ["with a quote later", '"a,"b,c"\nd,e,f', ['"a,"b', 'c"'], 1, 2],
    ["before a delimiter", 'a,"b"c,d\ne,f,g', ["a", '"b"c', "d"], 2, 2],
    ["after a line break", 'a,"b,c\nd"e,f,g\nh', ["a", '"b,c\nd"e', "f", "g"], 2, 3],
  ])(
    "text after a closing quote, %s: it looks for another quote in later rows, here the row is refused and the next one is read",
    async (_, file, cells, column, nextLine) => {
      const { rows, unreadable } = await readAll(file);
      expect(unreadable).toBeNull();
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({ cells, problem: { code: "TEXT_AFTER_QUOTE" } });
      expect(rows[0]?.problem?.column).toBe(file.startsWith('"') ? 1 : column);
      expect(rows[1]).toMatchObject({ line: nextLine, problem: null });
    },
  );

  it("mixed line breaks: it goes by the first, here each of them ends a row", async () => {
    expect(await cellsOf("a,b,c\nd,e,f\rg,h,i\n")).toEqual([
      ["a", "b", "c"],
      ["d", "e", "f"],
      ["g", "h", "i"],
    ]);
  });
});
