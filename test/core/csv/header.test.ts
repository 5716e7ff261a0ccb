import { describe, expect, it } from "vitest";
import { fitToHeader, readHeader } from "../../../src/csv/header.ts";
import { readAll } from "./support/read-all.ts";

async function read(file: string) {
  const { rows } = await readAll(file);
  const header = readHeader(rows[0]);
  return { header, rows: rows.slice(1).map((row) => fitToHeader(row, header)) };
}

describe("the header", () => {
  it("has the names, without the spaces around them", async () => {
    const { header } = await read(" Name , E-mail\n");
    expect(header).toEqual({ names: ["Name", "E-mail"], problems: [] });
  });

  it("leaves out columns without a name at the end", async () => {
    expect((await read("a,b,, ,\n")).header).toEqual({ names: ["a", "b"], problems: [] });
  });

  it("tells of each gap", async () => {
    expect((await read("\n")).header.names).toEqual([]);
    const { header } = await read("a,,b, ,c\n");
    expect(header.names).toEqual(["a", "", "b", "", "c"]);
    expect(header.problems).toMatchObject([
      { code: "GAP", line: 1, column: 2 },
      { code: "GAP", line: 1, column: 4 },
    ]);
  });

  it("tells of names that are there already, give or take case and white space", async () => {
    const { header } = await read("E-mail,Name,e-MAIL ,First  name,first name\n");
    expect(header.problems).toMatchObject([
      { code: "REPEATED", column: 3, message: expect.stringContaining("column 1") },
      { code: "REPEATED", column: 5, message: expect.stringContaining("column 4") },
    ]);
  });

  it("stands on the second line after Excel's separator", async () => {
    expect((await read("sep=,\na,,b\n")).header.problems).toMatchObject([{ line: 2, column: 2 }]);
  });

  it("tells of what is wrong with it as a row", async () => {
    expect((await read('a,"b"c\n')).header.problems).toMatchObject([
      { code: "UNREADABLE", line: 1, column: 2 },
    ]);
  });

  it.each([
    ["an empty file", ""],
    ["blank rows only", "\n , \n\n"],
    ["a blank row before it", "\na,b\n1,2\n"],
  ])("is missed: %s", async (_, file) => {
    expect((await read(file)).header).toMatchObject({
      names: [],
      problems: [{ code: "NO_HEADER", line: 1, column: null }],
    });
  });

  it("may have names that objects have", async () => {
    const { header, rows } = await read("__proto__,constructor,__proto__\n1,2,3\n");
    expect(header.names).toEqual(["__proto__", "constructor", "__proto__"]);
    expect(header.problems).toMatchObject([{ code: "REPEATED", column: 3 }]);
    expect(rows).toMatchObject([{ cells: ["1", "2", "3"], problem: null }]);
  });
});

describe("rows of another length than the header's", () => {
  it("are accepted if they are shorter: cells at the end were blank", async () => {
    expect((await read("a,b,c\n1\n")).rows).toMatchObject([{ cells: ["1"], problem: null }]);
  });

  it("are accepted if what is beyond is blank", async () => {
    expect((await read("a,b\n1,2,, \n")).rows).toMatchObject([
      { cells: ["1", "2"], problem: null },
    ]);
  });

  it("are refused at the first column that says something beyond it", async () => {
    expect((await read("a,b,\n1,2,,4,5\n")).rows).toMatchObject([
      { line: 2, problem: { code: "TOO_MANY_CELLS", column: 4 } },
    ]);
  });

  it("keep the problem that they have", async () => {
    expect((await read('a\n"1"2,3\n')).rows).toMatchObject([
      { problem: { code: "TEXT_AFTER_QUOTE" } },
    ]);
  });

  it("are blank rows if they are blank", async () => {
    expect((await read("a,b\n\n")).rows).toEqual([{ line: 2, cells: [], problem: null }]);
  });
});
