import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/identity/model.ts";
import { normalizeClaims, type RawClaims } from "../../../src/identity/normalize/claims.ts";

const normalize = (raw: RawClaims, country = "AU") => normalizeClaims(raw, country);
const problemsOf = (raw: RawClaims) =>
  normalize(raw).problems.map(({ field, problem }) => [field, problem]);

describe("claims are normalised before they are judged", () => {
  it("each field in its form", () => {
    expect(
      normalize({
        email: " Ada@Example.org ",
        phone: "0412 345 678",
        firstName: "  Ada ",
        lastName: "Lovelace",
        contactAddress: { line1: " 6 Tullaroop St ", city: "St James", country: "au" },
        attributes: { plan: "gold", seats: 3 },
      }),
    ).toEqual({
      problems: [],
      claims: {
        email: "ada@example.org",
        phone: "+61412345678",
        firstName: "Ada",
        lastName: "Lovelace",
        contactAddress: { line1: "6 Tullaroop St", city: "St James", country: "AU" },
        attributes: { plan: "gold", seats: 3 },
      },
    });
  });

  it("keeps names as they are written, in canonical Unicode", () => {
    const { claims } = normalize({
      firstName: "Zoe\u0308",
      lastName: "van der  BERG",
      fullName: "李小龍",
      businessName: "Ölwerke ❤️ & Co",
    });
    expect(claims).toEqual({
      firstName: "Zoë",
      lastName: "van der  BERG",
      fullName: "李小龍",
      businessName: "Ölwerke ❤️ & Co",
    });
  });

  it("what is null, absent or blank was not said", () => {
    const raw = {
      email: null,
      phone: "",
      firstName: "  ",
      lastName: undefined,
      contactAddress: { line1: "", city: null },
      billingAddress: {},
      attributes: {},
    };
    expect(normalize(raw)).toEqual({ claims: {}, problems: [] });
  });

  it("no part of an address or key of the attributes is null", () => {
    const { claims } = normalize({
      contactAddress: { line1: "6 Elm St", city: null, region: " " },
      attributes: { plan: null, seats: 0, vip: false },
    });
    expect(claims).toEqual({
      contactAddress: { line1: "6 Elm St" },
      attributes: { seats: 0, vip: false },
    });
  });

  it("changes nothing in the input", () => {
    const raw = {
      firstName: " Ada ",
      contactAddress: { city: " Perth " },
      attributes: { a: { b: " " } },
    };
    const before = structuredClone(raw);
    normalize(raw);
    expect(raw).toEqual(before);
  });
});

describe("V1: what can't be taken", () => {
  it("V1 names each field, with the place in the input, and keeps the others", () => {
    const { claims, problems } = normalize({
      email: "not an email",
      phone: "12",
      firstName: "Ada",
      contactAddress: { city: "Perth", country: "Atlantis" },
    });
    expect(problems).toMatchObject([
      { field: "email", path: "claims.email", problem: "MALFORMED" },
      { field: "phone", path: "claims.phone", problem: "MALFORMED" },
      {
        field: "contactAddress",
        path: "claims.contactAddress.country",
        problem: "UNKNOWN_COUNTRY",
      },
    ]);
    expect(claims).toMatchObject({ firstName: "Ada", contactAddress: { city: "Perth" } });
    expect(claims.email).toBeUndefined();
    expect(claims.phone).toBeUndefined();
    for (const { message } of problems) expect(message).not.toMatch(/not an email$|12|Atlantis/);
  });

  it.each(["XX", "ZZ", "AUS", "Australia", "A", "A1", "constructor", "--"])(
    "V1 knows no country %j",
    (country) => {
      expect(normalize({ billingAddress: { country } }).problems).toHaveLength(1);
    },
  );

  it("V1 leaves other address parts free text", () => {
    const contactAddress = {
      line1: "1/5 (rear)",
      region: "???WA",
      postalCode: "SW1A 1AA",
      city: "’s-Gravenhage",
    };
    expect(normalize({ contactAddress })).toEqual({ claims: { contactAddress }, problems: [] });
  });

  it("V1 knows no address part but those it has", () => {
    for (const part of ["planet", "__proto__", "constructor", "Line1"]) {
      const contactAddress = JSON.parse(`{"city": "Perth", "${part}": "x"}`);
      expect(problemsOf({ contactAddress })).toEqual([["contactAddress", "UNKNOWN_PART"]]);
    }
  });

  it.each(["firstName", "middleName", "lastName", "fullName", "gender", "businessName"] as const)(
    "V1 refuses a %s that is too long or no text",
    (field) => {
      expect(problemsOf({ [field]: "a".repeat(100_000) })).toEqual([[field, "TOO_LONG"]]);
      for (const text of ["A\u0000da", "A\ud800da", "Ada\udc00", "A\u0007da"])
        expect(problemsOf({ [field]: text })).toEqual([[field, "ILL_ENCODED"]]);
    },
  );

  it("V1 counts characters, not their bytes", () => {
    expect(normalize({ firstName: "李".repeat(150) }).problems).toEqual([]);
    expect(normalize({ firstName: "😀".repeat(150) }).problems).toEqual([]);
  });

  it("V1 refuses such text in address parts", () => {
    expect(problemsOf({ contactAddress: { city: "Per\u0000th" } })).toEqual([
      ["contactAddress", "ILL_ENCODED"],
    ]);
    expect(problemsOf({ contactAddress: { line1: "a".repeat(10_000) } })).toEqual([
      ["contactAddress", "TOO_LONG"],
    ]);
  });
});

describe("V1: attributes have limits", () => {
  const deep = (levels: number): { [key: string]: Json } => {
    let value: { [key: string]: Json } = { end: true };
    for (let level = 0; level < levels; level++) value = { a: value };
    return value;
  };

  it("V1 refuses them when too big", () => {
    expect(normalize({ attributes: { text: "a".repeat(1_000_000) } }).problems).toHaveLength(1);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key${i}`, i]));
    expect(normalize({ attributes: many }).problems).toHaveLength(1);
  });

  it("V1 refuses them when too deep, however deep", () => {
    expect(normalize({ attributes: deep(2) }).problems).toEqual([]);
    for (const levels of [50, 5_000, 200_000])
      expect(normalize({ attributes: deep(levels) }).problems).toHaveLength(1);
  });

  it.each([
    ["a value", { note: "a\u0000b" }],
    ["a nested value", { note: { deep: ["\ud800"] } }],
    ["a key", { "no\u0000te": "a" }],
    ["a nested key", { note: { "\udfff": 1 } }],
  ])("V1 refuses ill-encoded text in %s", (_what, attributes) => {
    expect(problemsOf({ attributes })).toEqual([["attributes", "ILL_ENCODED"]]);
  });

  it("takes text that only looks like an escape", () => {
    const attributes = { note: "C:\\u0000\\ud800" };
    expect(normalize({ attributes })).toEqual({ claims: { attributes }, problems: [] });
  });

  it.each([
    '{"__proto__": {"polluted": true}}',
    '{"__proto__": "x", "plan": "gold"}',
    '{"nested": {"__proto__": {"polluted": true}}}',
    '{"constructor": {"prototype": {"polluted": true}}}',
  ])("is not fooled by %s", (json) => {
    const { claims, problems } = normalize({ attributes: JSON.parse(json) });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(claims.attributes ?? {})).toBe(Object.prototype);
    expect((claims.attributes as { polluted?: boolean })?.polluted).toBeUndefined();
    // Either it is kept like any other key, or it is refused in words; it does not vanish.
    if (problems.length === 0)
      expect(JSON.parse(JSON.stringify(claims.attributes))).toEqual(JSON.parse(json));
  });
});

describe("V2: placeholders as whole values", () => {
  it.each([
    "null",
    "undefined",
    "[object Object]",
    "NaN",
    "n/a",
    "N/A",
    "none",
    "NULL",
    " null ",
    "0000000",
  ])("V2 refuses %j", (text) => {
    expect(problemsOf({ firstName: text })).toEqual([["firstName", "PLACEHOLDER"]]);
    expect(problemsOf({ contactAddress: { city: text } })).toEqual([
      ["contactAddress", "PLACEHOLDER"],
    ]);
  });

  it.each(["Nullmeyer", "Nonez", "undefined behaviour", "Jo", "O", "X Æ A-12", "Nil", "Nan"])(
    "V2 takes %j, which a person can be called",
    (text) => {
      expect(normalize({ lastName: text })).toEqual({ claims: { lastName: text }, problems: [] });
    },
  );
});
