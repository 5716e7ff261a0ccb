import { describe, expect, it } from "vitest";
import type { Contact, FieldName, Identifier } from "../../../src/identity/model.ts";
import { searchTerms } from "../../../src/identity/search/terms.ts";

const origin = { channel: null, visitorId: null, conversationId: null, happenedAt: "2026-01-01" };

function contact(
  values: { readonly [F in FieldName]?: string },
  identifiers: readonly string[] = [],
): Pick<Contact, "fields" | "identifiers"> {
  return {
    fields: Object.fromEntries(
      Object.entries(values).map(([field, value]) => [
        field,
        { value, verified: false, version: 1, origin },
      ]),
    ),
    identifiers: identifiers.map(
      (value): Identifier => ({
        kind: value.includes("@") ? "email" : "phone",
        value,
        primary: true,
        verified: false,
        visitorId: null,
        provesPerson: true,
      }),
    ),
  };
}

describe("what a contact is found under", () => {
  it("its name from each of its words on", () => {
    expect(
      searchTerms(contact({ firstName: "Ada", middleName: "King", lastName: "Lovelace" })),
    ).toEqual(["ada king lovelace", "king lovelace ada", "lovelace ada king"]);
  });

  it("each name without case, accents, apostrophes and hyphens", () => {
    expect(searchTerms(contact({ fullName: "José O’Brien-STRAßE" }))).toEqual([
      "jose obrien strasse",
      "obrien strasse jose",
      "strasse jose obrien",
    ]);
    expect(searchTerms(contact({ lastName: "Łukasz-Sørensen" }))).toContain("lukasz sorensen");
  });

  it("vowel signs of other scripts are not accents", () => {
    expect(searchTerms(contact({ firstName: "हिंदी" }))).toEqual(["हिंदी".normalize("NFC")]);
  });

  it("the signs of a business name", () => {
    expect(searchTerms(contact({ businessName: "100% Pure_Co" }))).toEqual([
      "100% pure_co",
      "pure_co 100%",
    ]);
  });

  it("its emails, alternates too, and their domains", () => {
    expect(searchTerms(contact({}, ["ada@home.example", "ada@work.example"]))).toEqual([
      "ada@home.example",
      "home.example",
      "ada@work.example",
      "work.example",
    ]);
  });

  it("its phones with the country's code, and as written within the country", () => {
    expect(searchTerms(contact({}, ["+61412345678"]))).toEqual(["+61412345678", "412345678"]);
    expect(searchTerms(contact({}, ["+14155552671"]))).toEqual(["+14155552671", "4155552671"]);
    // Russia writes an 8 before it.
    expect(searchTerms(contact({}, ["+79123456789"]))).toContain("89123456789");
  });

  it("nothing, when nothing is known but what is not searched", () => {
    expect(searchTerms(contact({ gender: "f" }))).toEqual([]);
  });

  it("terms that an index can hold, whatever the name", () => {
    const long = Array.from({ length: 40 }, (_, n) => `${"𝒳".repeat(80)}${n}`).join(" ");
    for (const term of searchTerms(contact({ fullName: long })))
      expect(Buffer.byteLength(term)).toBeLessThan(2600);
  });
});
