import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  harmless,
  joinNames,
  unharmed,
  writeCsvRow,
  writeCsvRows,
} from "../../../src/csv/write-csv.ts";

describe("a cell that looks like a formula", () => {
  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+4915112345678", "'+4915112345678"],
    ["@sum(1)", "'@sum(1)"],
    ["-1", "'-1"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    ["\nx", "'\nx"],
    ["  =1", "'  =1"],
    ["＝1+1", "'＝1+1"],
    ["'=1", "''=1"],
    ["''+1", "'''+1"],
  ])("%j is made harmless, and can be had back", (cell, written) => {
    expect(harmless(cell)).toBe(written);
    expect(unharmed(written)).toBe(cell);
  });

  it.each(["", "Ada", "'tis", "'", "''", "1-1", "a=b", " x", "O'Neil", "👍"])(
    "%j stays as it is",
    (cell) => {
      expect(harmless(cell)).toBe(cell);
      expect(unharmed(cell)).toBe(cell);
    },
  );

  it("is the same again after writing and reading, and never begins a formula in between", () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "\n", " ", "a") }),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(cell, (given) => {
        expect(unharmed(harmless(given))).toBe(given);
        expect(harmless(given)).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe("a row", () => {
  it.each([
    [["a", "b"], "a,b\r\n"],
    [["a,b", "c;d"], '"a,b",c;d\r\n'],
    [['say "hi"', ""], '"say ""hi""",\r\n'],
    [["one\ntwo", "one\rtwo"], '"one\ntwo","one\rtwo"\r\n'],
    [[" a", "b ", "\u00a0c"], '" a","b ","\u00a0c"\r\n'],
    [[""], '""\r\n'],
    [["שלום", "👍🏽"], "שלום,👍🏽\r\n"],
  ])("%j", (cells, written) => {
    expect(writeCsvRow(cells)).toBe(written);
  });

  it("is quoted for the delimiter that it is written with", () => {
    expect(writeCsvRow(["a,b", "c;d"], ";")).toBe('a,b;"c;d"\r\n');
  });

  it("is written alike alone and among others", () => {
    const rows = [
      ["a", " b"],
      ["", '"'],
    ];
    expect(writeCsvRows(rows)).toBe(rows.map((cells) => writeCsvRow(cells)).join(""));
    expect(writeCsvRows([])).toBe("");
  });
});

describe("names in one cell", () => {
  it.each([
    [[], ""],
    [["VIP"], "VIP"],
    [["VIP", "Berlin"], "VIP; Berlin"],
    [["a;b", "c"], '"a;b"; c'],
    [['the "best"', "x"], '"the ""best"""; x'],
    [["a, b", "c|d", "e/f", "g ::: h"], '"a, b"; "c|d"; e/f; "g ::: h"'],
  ])("%j", (names, cell) => {
    expect(joinNames(names)).toBe(cell);
  });

  it("are quoted for the separator that they are joined with", () => {
    expect(joinNames(["a/b", "c"], "/")).toBe('"a/b"/c');
    expect(joinNames(["a b", "c"], " ")).toBe('"a b" c');
  });
});
