import { describe, expect, it } from "vitest";
import { normalizePhone } from "../../../src/identity/normalize/phone.ts";

describe("a phone has one form, E.164 (SPEC 3.3)", () => {
  it.each([
    ["AU", "0412 345 678", "+61412345678"],
    ["AU", "(04) 1234 5678", "+61412345678"],
    ["AU", "0412-345-678", "+61412345678"],
    ["AU", "0412.345.678", "+61412345678"],
    ["AU", "+61 412 345 678", "+61412345678"],
    ["AU", "+61 (0) 412 345 678", "+61412345678"],
    ["AU", "(+61) 412 345 678", "+61412345678"],
    ["AU", "0011 49 30 901820", "+4930901820"],
    ["AU", " 0412\u00a0345\u00a0678 ", "+61412345678"],
    ["AU", "０４１２ ３４５ ６７８", "+61412345678"],
    ["AU", "+49 30 901820", "+4930901820"],
    ["AU", "tel:+61-412-345-678", "+61412345678"],
    ["DE", "030 901820", "+4930901820"],
    ["DE", "0049 30 901820", "+4930901820"],
    ["DE", "0061 412 345 678", "+61412345678"],
    ["DE", "+49 (0)30 901820", "+4930901820"],
    ["GB", "020 7946 0958", "+442079460958"],
    ["US", "(415) 555-2671", "+14155552671"],
    ["US", "1-415-555-2671", "+14155552671"],
    ["US", "011 61 412 345 678", "+61412345678"],
    ["IT", "06 698 12345", "+390669812345"],
    ["BR", "(11) 96123-4567", "+5511961234567"],
    ["FR", "06 12 34 56 78", "+33612345678"],
  ])("in %s, %j is %s", (country, given, value) => {
    expect(normalizePhone(given, country)).toEqual({ ok: true, value });
  });

  it.each([
    ["AU", "(415) 555-2671"],
    ["US", "0412 345 678"],
    ["GB", "0412 345 678"],
    ["FR", "0812 345 678 90"],
  ])(
    "V1 in %s, %s, a national number of another country, is an error and not a guess",
    (country, given) => {
      expect(normalizePhone(given, country)).toMatchObject({ ok: false, problem: "MALFORMED" });
    },
  );

  it("V1 does not take an international number without its plus for one", () => {
    const answer = normalizePhone("49 30 901820", "US");
    expect(answer.ok).toBe(false);
  });

  it.each([
    "+61 412 345 678 ext. 5",
    "+61 412 345 678 x5",
    "+61 412 345 678;ext=5",
    "+61 412 345 678#5",
    "1-800-FLOWERS",
    "call me on 0412 345 678",
    "0412 345 678 or 0413 345 678",
    "0412345678 0413345678",
    "0412 345",
    "+61 4",
    "+999 412 345 678",
    "+",
    "12",
    "112",
    "ada@example.org",
    "²³⁴",
    "--",
  ])("V1 refuses %j", (given) => {
    expect(normalizePhone(given, "AU").ok).toBe(false);
  });

  it.each(["0412\u0000345678", "0412\ud800345678"])("V1 refuses ill-encoded text: %j", (given) => {
    expect(normalizePhone(given, "AU")).toMatchObject({ ok: false, problem: "ILL_ENCODED" });
  });

  it("V1 refuses what is too long, and does not take long for it", () => {
    expect(normalizePhone("0".repeat(100_000), "AU").ok).toBe(false);
    expect(normalizePhone(`+${"6".repeat(100_000)}`, "AU")).toMatchObject({ problem: "TOO_LONG" });
  });

  it.each(["0000000", "000 0000", "00000000000", "+0000000000", "null", "undefined", "n/a"])(
    "V2 refuses %j",
    (given) => {
      expect(normalizePhone(given, "AU")).toMatchObject({ ok: false, problem: "PLACEHOLDER" });
    },
  );

  it("normalising twice is normalising once, in any country", () => {
    for (const country of ["AU", "DE", "US", "IT"])
      expect(normalizePhone("+61412345678", country)).toEqual({ ok: true, value: "+61412345678" });
  });

  it("reads international numbers even where the workspace's country has no numbers", () => {
    expect(normalizePhone("+61412345678", "AQ")).toEqual({ ok: true, value: "+61412345678" });
    expect(normalizePhone("0412 345 678", "AQ").ok).toBe(false);
  });
});
