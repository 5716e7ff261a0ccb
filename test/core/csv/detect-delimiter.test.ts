import { describe, expect, it } from "vitest";
import { detectDialect } from "../../../src/csv/detect-dialect.ts";

const detected = (text: string, isWhole = true) =>
  detectDialect(Buffer.from(text), isWhole).delimiter;

describe("the delimiter", () => {
  it.each([
    [",", "a,b,c\n1,2,3\n"],
    [";", "a;b;c\n1;2;3\n"],
    ["\t", "a\tb\n1\t2\n"],
    ["|", "a|b\n1|2\n"],
    [",", "no delimiter at all\nin\nany row"],
    [",", ""],
    [";", "price;weight;size\n1,5;2,5;3,5\n2,5;3,5;4,5\n"],
    [";", "Last, First;Email;Phone\nByron, Ada;a@x.example;1\n"],
    [",", "name,tags\nAda,a;b;c\nBob,a;b\n"],
    [",", 'name,note\nAda,"x;y;z\n1;2;3"\n'],
    [";", '"a, b, c";d\n"1, 2, 3";4\n'],
    [",", "email,name,city\na@x.example\nb@x.example,Bob\nc@x.example,Cy,Rome\n"],
  ])("is %j in %j", (delimiter, text) => {
    expect(detected(text)).toBe(delimiter);
  });

  it("is what Excel's first line says, even if it cuts nothing", () => {
    expect(detected("sep=;\r\na,b\r\n1,2\r\n")).toBe(";");
    expect(detected("\uFEFFsep=\t\na,b\n")).toBe("\t");
  });

  it("isn't confused by a sample that ends in the middle of a row, or of quotes", () => {
    const text = 'a;b;c\n1;"x, y, z";3\n1;"x, y, z";3\n';
    for (let length = 6; length < text.length; length++)
      expect(detected(text.slice(0, length), false)).toBe(";");
  });

  it("is found in Excel's text of UTF-16 with tabs", () => {
    const file = Buffer.from("\uFEFFName\tStadt, Land\r\nZoë\tKöln, DE\r\n", "utf16le");
    expect(detectDialect(file, true)).toEqual({
      encoding: "UTF-16LE",
      delimiter: "\t",
      quote: '"',
    });
  });

  it("is found by the chosen quote", () => {
    const file = Buffer.from("'a;b;c',d\n'1;2;3',4\n");
    expect(detectDialect(file, true, { quote: "'" }).delimiter).toBe(",");
  });
});
