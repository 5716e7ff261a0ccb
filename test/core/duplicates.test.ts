import { describe, expect, it } from "vitest";
import { measure } from "../../bench/duplicates/measure.ts";
import { generateRecords } from "../../bench/duplicates/people.ts";
import { type DuplicateFields, profileOf } from "../../src/identity/duplicates/profile.ts";
import { scoreDuplicate } from "../../src/identity/duplicates/score.ts";
import { nearness, oneSlipApart } from "../../src/identity/duplicates/spelling.ts";

const contactAddress = {
  line1: "12 Oak Street",
  line2: "Rose Cottage",
  city: "Salem",
  postalCode: "97301",
};
const ada: DuplicateFields = { firstName: "Augusta", lastName: "Lovelace", contactAddress };
const score = (one: DuplicateFields, other: DuplicateFields) =>
  scoreDuplicate(profileOf(one), profileOf(other));

describe("the same person, recorded otherwise", () => {
  it.each<[string, DuplicateFields]>([
    ["typing errors", { ...ada, firstName: "Agusta", lastName: "Lovelcae" }],
    ["names swapped", { ...ada, firstName: "Lovelace", lastName: "Augusta" }],
    ["one name", { fullName: "Augusta Lovelace", contactAddress }],
    ["a part missing", { ...ada, contactAddress: { ...contactAddress, line2: "" } }],
    ["an abbreviation", { ...ada, contactAddress: { ...contactAddress, line1: "12 Oak St." } }],
    ["digits swapped", { ...ada, contactAddress: { ...contactAddress, postalCode: "93701" } }],
    [
      "lines swapped",
      {
        ...ada,
        contactAddress: { ...contactAddress, line1: "Rose Cottage", line2: "12 Oak Street" },
      },
    ],
  ])("%s", (_what, other) => {
    expect(score(ada, other).reasons).toEqual(["SAME_NAME_AND_ADDRESS"]);
    expect(score(other, ada)).toEqual(score(ada, other));
    expect(score(ada, other).score).toBeGreaterThan(0.5);
    expect(score(ada, other).score).toBeLessThanOrEqual(1);
  });

  it("by the business, and by the phone's digits", () => {
    const one = { firstName: "Augusta", lastName: "Lovelace", businessName: "Analytical Ltd" };
    expect(score(one, { ...one, businessName: "Analytical" }).reasons).toEqual([
      "SAME_NAME_AND_BUSINESS",
    ]);
    const { businessName: _, ...named } = one;
    expect(
      score({ ...named, phones: ["+14155552671"] }, { ...named, phones: ["+14155552617"] }).reasons,
    ).toEqual(["SAME_NAME_AND_PHONE_DIGITS"]);
  });
});

describe("two people", () => {
  it.each<[string, DuplicateFields]>([
    ["who live together", { ...ada, firstName: "Byron" }],
    ["one of whom may be anybody there", { lastName: "Lovelace", contactAddress }],
    ["with one name and no more", { firstName: "Augusta", lastName: "Lovelace" }],
    ["who live at one place", { firstName: "Mary", lastName: "Shelley", contactAddress }],
  ])("%s", (_what, other) => {
    expect(score(ada, other)).toEqual({ score: 0, reasons: [] });
  });
});

it.each([7, 8])("finds most pairs and hardly any other among households, by seed %d", (seed) => {
  const { precision, recall, compared, records } = measure(
    generateRecords({ seed, people: 1_500 }),
  );
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.8);
  expect(compared).toBeLessThan(records * 20);
});

it("knows how near spellings are", () => {
  expect(nearness("martha", "marhta")).toBeCloseTo(0.961, 3);
  expect(nearness("dwayne", "duane")).toBeCloseTo(0.84, 3);
  expect(nearness("abc", "xyz")).toBe(0);
  for (const other of ["ab", "abcd", "abx", "acb"]) expect(oneSlipApart("abc", other)).toBe(true);
  for (const other of ["a", "cba", "axy"]) expect(oneSlipApart("abc", other)).toBe(false);
});
