import { describe, expect, it } from "vitest";
import { suggestColumns } from "../../../src/csv/mapping/suggest-columns.ts";
import { refusedRowsFile } from "../../../src/csv/refused-rows.ts";
import { harmless, unharmed } from "../../../src/csv/write-csv.ts";

const NAMES = ["first name", "last name", "email"];

describe("a file of refused rows", () => {
  it("given rows, when it is read again, then each cell is what it was", () => {
    const { header, write } = refusedRowsFile(NAMES);
    const cells = ["=Cy", "'=Twombly", "''+x", "plain", "'quoted'", "", "beyond"];
    const written = write({ line: 7, messages: ["One.", "Two."], cells }).map(harmless);
    expect(header).toEqual(["Refused line", "Refused because", ...NAMES]);
    expect(written.slice(0, 2)).toEqual(["7", "One. Two."]);
    expect(written.slice(2).map(unharmed)).toEqual(cells.map(unharmed));
  });

  it("given a file that was one itself, then what was said then is left out, wherever it stands", () => {
    const { header, write } = refusedRowsFile(["email", "REFUSED BECAUSE", "refused line"]);
    expect(header).toEqual(["Refused line", "Refused because", "email"]);
    const row = { line: 2, messages: ["No."], cells: ["x", "Old.", "9", "beyond"] };
    expect(write(row)).toEqual(["2", "No.", "x", "beyond"]);
  });

  it.each([2, 1_234_567, 1_999_999])(
    "given line %i, then its own columns are mapped to nothing, and the others as before",
    (line) => {
      const { header, write } = refusedRowsFile(NAMES);
      const rows = [0, 1, 2].map((more) =>
        write({
          line: line + more,
          messages: ["email: This is not an email address."],
          cells: ["Ada", "Byron", "ada@example"],
        }),
      );
      const targets = suggestColumns(header, rows, "AU").map(({ target }) => target);
      expect(targets).toEqual([
        { to: "IGNORE" },
        { to: "IGNORE" },
        { to: "FIELD", field: "firstName" },
        { to: "FIELD", field: "lastName" },
        { to: "FIELD", field: "email" },
      ]);
    },
  );
});
