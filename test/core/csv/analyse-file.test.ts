import { describe, expect, test } from "vitest";
import { analyseFile } from "../../../src/actions/imports/analyse-file.ts";
import type { Dialect } from "../../../src/csv/dialect.ts";

const analyse = (sample: Uint8Array, chosen: Partial<Dialect>) =>
  analyseFile({ sample, isWhole: true, chosen, country: "DE" });
const names = ({ columns }: Awaited<ReturnType<typeof analyse>>) =>
  columns.map(({ header }) => header);

describe("what is chosen of a dialect", () => {
  test("given another encoding, then the delimiter is the one that is seen in it", async () => {
    // The low bytes of л are those of a semicolon.
    const text = "лл\tлл лл\tллл\n".repeat(20);
    const sample = Buffer.from(text, "utf16le");
    const before = await analyse(sample, { encoding: "WINDOWS-1252" });
    expect(before.dialect?.delimiter).toBe(";");
    const after = await analyse(sample, { encoding: "UTF-16LE" });
    expect(after.dialect).toEqual({ encoding: "UTF-16LE", delimiter: "\t", quote: '"' });
    expect(names(after)).toEqual(["лл", "лл лл", "ллл"]);
  });

  test("given another quote, then delimiters within quotes are none", async () => {
    const sample = Buffer.from("name,note\n'Long; A; B',x\n'Ng; C; D',y\n'Li; C; D',z\n");
    const { detected, dialect, columns } = await analyse(sample, { quote: "'" });
    expect(dialect).toEqual({ ...detected, quote: "'", delimiter: "," });
    expect(columns.map(({ samples }) => samples[0])).toEqual(["Long; A; B", "x"]);
  });

  test("given a delimiter, then it is taken as it is", async () => {
    const { dialect } = await analyse(Buffer.from("a;b,c\n1;2,3\n"), { delimiter: "," });
    expect(dialect).toEqual({ encoding: "UTF-8", delimiter: ",", quote: '"' });
  });
});
