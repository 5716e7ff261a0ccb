import { describe, expect, it } from "vitest";
import { cellsOf, readAll } from "./support/read-all.ts";

const linesOf = async (file: string) =>
  (await readAll(file)).rows.map(({ line, cells }) => [line, ...cells]);

describe("the line on which a row begins", () => {
  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("counts %s once, also in quotes", async (_, br) => {
    expect(await linesOf(`a,b${br}"1${br}2${br}${br}",3${br}4,5${br}`)).toEqual([
      [1, "a", "b"],
      [2, `1${br}2${br}${br}`, "3"],
      [6, "4", "5"],
    ]);
  });

  it("counts mixed line breaks as editors do", async () => {
    expect(await linesOf("a\rb\r\nc\nd\n\re")).toEqual([
      [1, "a"],
      [2, "b"],
      [3, "c"],
      [4, "d"],
      [5],
      [6, "e"],
    ]);
  });

  it("counts blank rows, which have no cells, and rows of nothing but delimiters", async () => {
    expect(await linesOf('a,b\n\n , \n,,,,\n"",\n1,2\n\n')).toEqual([
      [1, "a", "b"],
      [2],
      [3],
      [4],
      [5],
      [6, "1", "2"],
      [7],
    ]);
  });

  it("counts a blank row whose blank cell has line breaks", async () => {
    expect(await linesOf('a\n" \n "\nb')).toEqual([[1, "a"], [2], [4, "b"]]);
  });

  it("counts Excel's separator, which is no row", async () => {
    const { rows } = await readAll("\uFEFFsep=;\r\na;b\r\n1;2", { delimiter: ";" });
    expect(rows).toMatchObject([
      { line: 2, cells: ["a", "b"] },
      { line: 3, cells: ["1", "2"] },
    ]);
  });

  it("takes the separator for no row whatever delimiter was chosen instead, and only on the first line", async () => {
    expect(await cellsOf("sep=;\na,b\n")).toEqual([["a", "b"]]);
    expect(await cellsOf('"sep=,"\na,b\n')).toEqual([["a", "b"]]);
    expect(await cellsOf("a,b\nsep=,\n")).toEqual([
      ["a", "b"],
      ["sep=", ""],
    ]);
  });
});

describe("quotes", () => {
  it("are text in the middle of an unquoted cell", async () => {
    expect(await cellsOf('5" disk,say "hi", "x"\n')).toEqual([['5" disk', 'say "hi"', ' "x"']]);
  });

  it("are text where they are doubled, also at the start and the end of a cell", async () => {
    expect(await cellsOf('"""a""",b,"""","x""y"\n')).toEqual([['"a"', "b", '"', 'x"y']]);
  });

  it("may have spaces after them", async () => {
    expect(await cellsOf('"a" ,"",""\t\n"b, c"  \n')).toEqual([["a", "", ""], ["b, c"]]);
  });

  it("are single ones if that was chosen, and double ones are text then", async () => {
    expect(await cellsOf("'a,''b''',\"c\",d'e\n", { quote: "'" })).toEqual([
      ["a,'b'", '"c"', "d'e"],
    ]);
  });

  it("with text after them refuse their row at its column, and no other row", async () => {
    const { rows } = await readAll('a,b,c\n5" x,"""q""","1" 2\n"3",4,\n');
    expect(rows).toMatchObject([
      { line: 1, problem: null },
      {
        line: 2,
        cells: ['5" x', '"q"', '"1" 2'],
        problem: { code: "TEXT_AFTER_QUOTE", column: 3 },
      },
      { line: 3, cells: ["3", "4", ""], problem: null },
    ]);
  });

  it("that look like another row's are told apart by the file's text, not by the cell's", async () => {
    const { rows } = await readAll('"a"b,"""a""b"\n"""a""b","a"b\n');
    expect(rows).toMatchObject([
      { cells: ['"a"b', '"a"b'], problem: { column: 1 } },
      { cells: ['"a"b', '"a"b'], problem: { column: 2 } },
    ]);
  });
});

describe("an unclosed quote", () => {
  it("stops the file after the rows before, and says where the quote was opened", async () => {
    const { rows, unreadable } = await readAll(
      'a,b\r\n1,2\r\n"x\r\ny",z,"never\r\nclosed, 3\r\n4,5\r\n',
    );
    expect(rows).toMatchObject([{ cells: ["a", "b"] }, { cells: ["1", "2"] }]);
    expect(unreadable).toMatchObject({ code: "UNCLOSED_QUOTE", line: 4, column: 3 });
    expect(unreadable?.message).not.toContain("never");
  });

  it("is found where it is the last byte of the file", async () => {
    const { rows, unreadable } = await readAll('a\nb\n"');
    expect(rows).toMatchObject([{ cells: ["a"] }, { cells: ["b"] }]);
    expect(unreadable).toMatchObject({ code: "UNCLOSED_QUOTE", line: 3, column: 1 });
  });
});

describe("cells that can't be stored", () => {
  it("refuse their row: NUL", async () => {
    const { rows } = await readAll("a,b\n1,x\0y\n2,z\n");
    expect(rows).toMatchObject([
      { problem: null },
      { line: 2, cells: ["1", "x\uFFFDy"], problem: { code: "UNSTORABLE_TEXT", column: 2 } },
      { cells: ["2", "z"], problem: null },
    ]);
  });

  it("refuse their row: longer than a cell of Excel", async () => {
    const long = "x".repeat(32_767);
    const { rows } = await readAll(`a,b\n1,${long}\n2,${long}x\n3,y`);
    expect(rows).toMatchObject([
      { problem: null },
      { cells: ["1", long], problem: null },
      { line: 3, cells: ["2", long], problem: { code: "CELL_TOO_LONG", column: 2 } },
      { cells: ["3", "y"], problem: null },
    ]);
  });
});

describe("files without rows", () => {
  it.each([
    ["nothing", "", []],
    ["a byte order mark", "\uFEFF", []],
    ["a header", "a,b", [["a", "b"]]],
    ["blank rows", "\n\n", [[], []]],
  ])("%s", async (_, file, cells) => {
    expect(await cellsOf(file)).toEqual(cells);
  });
});

describe("more rows than a file may have", () => {
  it("stop it, after those that it may have", async () => {
    const { rows, unreadable } = await readAll("h\n1\n2\n3\n", {}, { rows: 2 });
    expect(rows).toMatchObject([{ cells: ["h"] }, { cells: ["1"] }, { cells: ["2"] }]);
    expect(unreadable).toMatchObject({ code: "TOO_MANY_ROWS", line: 4 });
  });
});
