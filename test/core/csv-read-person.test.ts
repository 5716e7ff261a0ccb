import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileMapping } from "../../src/csv/mapping/read-person.ts";
import type { ColumnTarget, MappedColumn } from "../../src/csv/mapping/targets.ts";
import { harmless, joinNames } from "../../src/csv/write-csv.ts";
import { normalizeGroupingName } from "../../src/identity/normalize/grouping-name.ts";
import { fold } from "../../src/identity/values.ts";

const field = (name: string) => ({ to: "FIELD", field: name }) as ColumnTarget;
const contact = (part: string | null) =>
  ({ to: "ADDRESS", address: "contactAddress", part }) as ColumnTarget;

/** Reads one row, given as the cells of columns that are named by their place. */
function read(cells: readonly (readonly [ColumnTarget, string])[], country = "DE") {
  const columns = cells.map(
    ([target], index): MappedColumn => ({ column: index + 1, header: `h${index + 1}`, target }),
  );
  const row = { line: 7, cells: cells.map(([, cell]) => cell), problem: null };
  return compileMapping(columns, { country })(row);
}
const valuesOf = (...cells: (readonly [ColumnTarget, string])[]) => {
  const answer = read([[field("email"), "ada@example.org"], ...cells]);
  return answer.ok ? answer.values : answer.problems.map(({ column, code }) => [column, code]);
};
const EMAIL = field("email");
const PHONE = field("phone");

describe("a row is read into a person", () => {
  it("with everything that its columns say", () => {
    const answer = read([
      [EMAIL, " Ada@Example.org "],
      [PHONE, "0151 23456789"],
      [field("firstName"), "Ada"],
      [field("lastName"), "  Lovelace "],
      [contact("line1"), "Hauptstraße 1"],
      [contact("country"), "Deutschland"],
      [{ to: "ADDRESS", address: "billingAddress", part: null }, "Ring 2\n50667 Köln"],
      [{ to: "ATTRIBUTE", key: "constructor" }, "007"],
      [{ to: "ATTRIBUTES" }, '{"seats": 3}'],
      [{ to: "TAGS", separator: ";" }, 'VIP; "a; b"; vip'],
      [{ to: "LISTS", separator: "," }, "News, Blog"],
      [{ to: "ASSIGNEE" }, "Boss@Example.org"],
      [{ to: "IGNORE" }, "whatever\u0000"],
    ]);
    expect(answer).toEqual({
      ok: true,
      line: 7,
      values: {
        email: "ada@example.org",
        phone: "+4915123456789",
        firstName: "Ada",
        lastName: "Lovelace",
        contactAddress: { line1: "Hauptstraße 1", country: "DE" },
        billingAddress: { line1: "Ring 2\n50667 Köln" },
        attributes: { constructor: "007", seats: 3 },
      },
      tags: ["VIP", "a; b"],
      lists: ["News", "Blog"],
      assigneeEmail: "boss@example.org",
    });
  });

  it("blank names are left to who decides whether a person is created", () => {
    expect(valuesOf([field("firstName"), " "])).toEqual({ email: "ada@example.org" });
  });

  it("a row that ends early says nothing in its last columns", () => {
    const columns = [EMAIL, field("lastName")].map((target, index) => ({
      column: index + 1,
      header: "",
      target,
    }));
    const row = { line: 2, cells: ["ada@example.org"], problem: null };
    expect(compileMapping(columns, { country: "DE" })(row)).toMatchObject({ ok: true });
  });

  it.each(["n/a", "N/A", "-", "--", "NULL", "null", "None", "undefined", "#N/A", "#NV", "?"])(
    "%s says nothing, wherever it stands",
    (mark) => {
      const optional = [PHONE, field("lastName"), contact("country"), contact("city")];
      expect(valuesOf(...optional.map((target) => [target, mark] as const))).toEqual({
        email: "ada@example.org",
      });
      expect(read([[EMAIL, mark]])).toMatchObject({ problems: [{ code: "NO_IDENTIFIER" }] });
    },
  );

  it("a cell that was made harmless is read as it was", () => {
    expect(valuesOf([PHONE, "'+49 151 23456789"], [field("lastName"), "'=Ada"])).toMatchObject({
      phone: "+4915123456789",
      lastName: "=Ada",
    });
  });
});

describe("a row is refused with all that is wrong with it", () => {
  it("each with its column and header, and without the value", () => {
    const answer = read([
      [EMAIL, "secret-nonsense"],
      [PHONE, "12"],
      [field("lastName"), "x".repeat(201)],
      [contact("country"), "Atlantis"],
      [{ to: "ATTRIBUTES" }, "secret"],
      [{ to: "ASSIGNEE" }, "secret"],
      [{ to: "TAGS", separator: ";" }, '"secret'],
    ]);
    expect(answer).toMatchObject({
      ok: false,
      line: 7,
      problems: [
        { column: 1, header: "h1", code: "MALFORMED" },
        { column: 2, header: "h2", code: "MALFORMED" },
        { column: 4, header: "h4", code: "UNKNOWN_COUNTRY" },
        { column: 5, header: "h5", code: "MALFORMED_JSON" },
        { column: 6, header: "h6", code: "MALFORMED" },
        { column: 7, header: "h7", code: "MALFORMED_NAMES" },
        { column: 3, header: "h3", code: "TOO_LONG" },
      ],
    });
    expect(JSON.stringify(answer)).not.toMatch(/secret|Atlantis|xxx/u);
  });

  it("without email and phone", () => {
    expect(read([[field("lastName"), "Lovelace"]])).toMatchObject({
      problems: [{ column: null, header: null, code: "NO_IDENTIFIER" }],
    });
    expect(read([[EMAIL, " "]])).toMatchObject({ problems: [{ code: "BLANK_ROW" }] });
  });

  it("that the file could not be read at", () => {
    const problem = { code: "TOO_MANY_CELLS", column: 2, message: "There is more." } as const;
    const columns = [{ column: 1, header: "email", target: EMAIL }];
    const row = { line: 3, cells: ["ada@example.org"], problem };
    expect(compileMapping(columns, { country: "DE" })(row)).toEqual({
      ok: false,
      line: 3,
      problems: [{ ...problem, header: null }],
    });
  });

  it.each(["none@none.com", "test@test.com"])("%s is a placeholder (V2)", (email) => {
    expect(read([[EMAIL, email]])).toMatchObject({ problems: [{ code: "PLACEHOLDER" }] });
  });

  it.each(["0000000", "000 000 000"])("%s is a placeholder (V2)", (phone) => {
    expect(valuesOf([PHONE, phone])).toEqual([[2, "PLACEHOLDER"]]);
  });

  it.each(["#REF!", "#NAME?", "#BEZUG!", "#VALEUR!", "#¡VALOR!", "#####"])(
    "%s is an error of a spreadsheet",
    (cell) => {
      expect(valuesOf([field("lastName"), cell])).toEqual([[2, "SPREADSHEET_ERROR"]]);
    },
  );
});

describe("emails in cells", () => {
  it.each([
    "mailto:ada@example.org",
    "Ada Lovelace <ada@example.org>",
    '"Lovelace, Ada" <ada@example.org>',
    "<ada@example.org>",
    "ada@example.org;",
    "ada@example.org ::: ADA@example.org",
    "mailto:ada@example.org?subject=Hello",
  ])("%s is one", (cell) => {
    expect(read([[EMAIL, cell]])).toMatchObject({ values: { email: "ada@example.org" } });
  });

  it.each([
    "ada@example.org; bob@example.org",
    "ada@example.org ::: bob@example.org",
    "ada@example.org, bob@example.org",
    "ada@example.org bob@example.org",
    "Ada <ada@example.org>, Bob <bob@example.org>",
  ])("%s are several: none is chosen", (cell) => {
    expect(read([[EMAIL, cell]])).toMatchObject({ problems: [{ code: "SEVERAL_VALUES" }] });
  });

  it.each(["ada@example.org; bob", "ada@", "Ada <ada>", "a@b@example.org"])(
    "%s is none",
    (cell) => {
      expect(read([[EMAIL, cell]])).toMatchObject({ problems: [{ code: "MALFORMED" }] });
    },
  );
});

describe("phone numbers in cells", () => {
  const phone = (cell: string, country = "DE") => {
    const answer = read([[PHONE, cell]], country);
    return answer.ok ? answer.values.phone : answer.problems[0]?.code;
  };

  it.each([
    ["+49 30 901820", "+4930901820"],
    ["030/901820", "+4930901820"],
    ["030 901820 ::: +49 30 901820", "+4930901820"],
    ["030901820;", "+4930901820"],
  ])("%s is one", (cell, value) => {
    expect(phone(cell)).toBe(value);
  });

  it("one that a program wrote with a fraction keeps its digits", () => {
    expect(phone("4155552671.0", "US")).toBe("+14155552671");
  });

  it.each(["4,91512E+11", "4.91512E+11", "4,915123456789E+12", "4E+11"])(
    "%s was rounded by a spreadsheet",
    (cell) => {
      expect(phone(cell)).toBe("SPREADSHEET_NUMBER");
    },
  );

  it.each(["4915123456789.0", "61412345678", "0061 412 345 678"])(
    "%s is valid with + only, in a workspace of the United States",
    (cell) => {
      expect(phone(cell, "US")).toBe("PLUS_MISSING");
    },
  );

  it.each(["030 901820; 0151 23456789", "030 901820 / 0151 23456789", "030901820,030901821"])(
    "%s are several: none is chosen",
    (cell) => {
      expect(phone(cell)).toBe("SEVERAL_VALUES");
    },
  );

  it.each(["12", "call me", "030 901820 ext. 5"])("%s is none", (cell) => {
    expect(phone(cell)).toBe("MALFORMED");
  });
});

describe("countries in cells", () => {
  it.each([
    ["de", "DE"],
    ["DEU", "DE"],
    ["Germany", "DE"],
    ["Allemagne", "DE"],
    ["Germania", "DE"],
    ["Alemania", "DE"],
    ["Alemanha", "DE"],
    ["Österreich", "AT"],
    ["ÖSTERREICH", "AT"],
    ["UK", "GB"],
    ["U.S.A.", "US"],
    ["États-Unis", "US"],
    ["Scotland", "GB"],
    ["The Netherlands", "NL"],
  ])("%s is %s", (cell, code) => {
    expect(valuesOf([contact("country"), cell])).toMatchObject({
      contactAddress: { country: code },
    });
  });

  it.each(["Congo", "Atlantis", "49", "Köln"])("%s is none that is known", (cell) => {
    expect(valuesOf([contact("country"), cell])).toEqual([[2, "UNKNOWN_COUNTRY"]]);
  });
});

describe("attributes in cells", () => {
  const all: ColumnTarget = { to: "ATTRIBUTES" };
  const plan: ColumnTarget = { to: "ATTRIBUTE", key: "plan" };

  it.each(["[1]", "true", "gold", "{", '{"a": 1e999}', `${'{"a":'.repeat(5000)}1`])(
    "%j is no JSON object",
    (cell) => {
      expect(valuesOf([all, cell])).toEqual([[2, "MALFORMED_JSON"]]);
    },
  );

  it("the limits of attributes hold", () => {
    const keys = Array.from({ length: 101 }, (_, index) => [`k${index}`, index]);
    expect(valuesOf([all, JSON.stringify(Object.fromEntries(keys))])).toEqual([[2, "TOO_LONG"]]);
    expect(valuesOf([all, '{"__proto__": {"admin": true}}'])).toEqual([[2, "MALFORMED"]]);
  });

  it("two columns may not disagree about one", () => {
    expect(valuesOf([all, '{"plan": "gold"}'], [plan, "gold"])).toMatchObject({
      attributes: { plan: "gold" },
    });
    expect(valuesOf([all, '{"plan": "gold"}'], [plan, "silver"])).toEqual([[3, "ATTRIBUTE_TWICE"]]);
  });
});

describe("names in cells", () => {
  const tags = (cell: string, separator = ";") => {
    const answer = read([
      [EMAIL, "ada@example.org"],
      [{ to: "TAGS", separator }, cell],
    ]);
    return answer.ok ? answer.tags : answer.problems[0]?.code;
  };

  it.each([
    ["VIP;; vip ; New  York;", ";", ["VIP", "New York"]],
    ['"VIP","Blog"', ",", ["VIP", "Blog"]],
    ['"like ""this"""; 12" screen', ";", ['like "this"', '12" screen']],
    ["* myContacts ::: Work ::: * Starred", ":::", ["Work", "Starred"]],
    ["n/a", ";", []],
    ["VIP, gold", ";", ["VIP, gold"]],
  ])("%s parted by %s", (cell, separator, names) => {
    expect(tags(cell, separator)).toEqual(names);
  });

  it.each([
    ['"open; gold', "MALFORMED_NAMES"],
    ['"VIP" gold; x', "MALFORMED_NAMES"],
    ['x; "open', "MALFORMED_NAMES"],
    ["x".repeat(201), "TOO_LONG"],
    [Array.from({ length: 501 }, (_, index) => `t${index}`).join(";"), "TOO_MANY_NAMES"],
  ])("%s is refused", (cell, code) => {
    expect(tags(cell)).toBe(code);
  });

  it("as an export joins them, they are read again", () => {
    const name = fc
      .string({ unit: fc.constantFrom(..."ab;,\"' =+|é❤"), minLength: 1, maxLength: 8 })
      .map((text) => normalizeGroupingName(text))
      .filter((name) => name.ok)
      .map((name) => (name.ok ? name.value : ""));
    fc.assert(
      fc.property(fc.uniqueArray(name, { selector: fold, maxLength: 5 }), (names) => {
        expect(tags(harmless(joinNames(names)))).toEqual(names);
      }),
      { numRuns: 1_000 },
    );
  });
});
