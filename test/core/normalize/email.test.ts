import { describe, expect, it } from "vitest";
import { normalizeEmail } from "../../../src/identity/normalize/email.ts";

describe("an email has one form (SPEC 3.3)", () => {
  it.each([
    ["as it is", "ada@example.org", "ada@example.org"],
    ["capitals", "Ada.LOVELACE@Example.ORG", "ada.lovelace@example.org"],
    ["spaces around", " \tada@example.org\n", "ada@example.org"],
    ["no-break space around", "\u00a0ada@example.org\u3000", "ada@example.org"],
    ["full width", "ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ada@example.org"],
    [
      "tags and dots, which are the provider's business",
      "a.da+shop@gmail.com",
      "a.da+shop@gmail.com",
    ],
    ["an apostrophe", "o'neil@example.org", "o'neil@example.org"],
    ["a subdomain", "ada@mail.co.example", "ada@mail.co.example"],
  ])("%s", (_what, given, value) => {
    expect(normalizeEmail(given)).toEqual({ ok: true, value });
  });

  it.each([
    ["both notations of a domain", "ada@bücher.example", "ada@xn--bcher-kva.example"],
    ["capitals in such a domain", "ada@BÜCHER.example", "ada@bücher.example"],
    ["decomposed letters in the domain", "ada@bu\u0308cher.example", "ada@bücher.example"],
    ["decomposed letters in the name", "jo\u0308rg@example.org", "jörg@example.org"],
    ["capitals beyond ASCII in the name", "JÖRG@example.org", "jörg@example.org"],
    ["the ideographic full stop", "ada@example。org", "ada@example.org"],
  ])("%s are one address", (_what, one, other) => {
    const answers = [normalizeEmail(one), normalizeEmail(other)];
    expect(answers[0]?.ok).toBe(true);
    expect(answers[0]).toEqual(answers[1]);
  });

  it("normalising twice is normalising once", () => {
    const once = normalizeEmail("Ada@BÜCHER.example");
    expect(once.ok && normalizeEmail(once.value)).toEqual(once);
  });

  it.each([
    "ada",
    "@example.org",
    "ada@",
    "ada@@example.org",
    "a da@example.org",
    "ada@exam ple.org",
    "ada@example..org",
    "ada@-example.org",
    "ada@example",
    "ada@example.org, bob@example.org",
    "Ada <ada@example.org>",
    "mailto:ada@example.org",
    "ada@[127.0.0.1",
    "ada\u200b@",
    ".@.",
  ])("V1 refuses %j", (given) => {
    expect(normalizeEmail(given)).toMatchObject({ ok: false, problem: "MALFORMED" });
  });

  it("V1 refuses what is too long, and does not take long for it", () => {
    const long = `${"a".repeat(100_000)}@example.org`;
    expect(normalizeEmail(long)).toMatchObject({ ok: false, problem: "TOO_LONG" });
    expect(normalizeEmail(`${"a".repeat(65)}@example.org`).ok).toBe(false);
    expect(normalizeEmail(`a@${"b".repeat(64)}.org`).ok).toBe(false);
  });

  it.each(["ada\u0000@example.org", "ada\ud800@example.org", "\udc00ada@example.org"])(
    "V1 refuses ill-encoded text: %j",
    (given) => {
      expect(normalizeEmail(given)).toMatchObject({ ok: false, problem: "ILL_ENCODED" });
    },
  );

  it.each([
    "none@none.com",
    "NONE@none.com",
    "null@null.com",
    " none@none.com ",
    "null",
    "undefined",
  ])("V2 refuses %j", (given) => {
    expect(normalizeEmail(given)).toMatchObject({ ok: false, problem: "PLACEHOLDER" });
  });

  it("V2 is about whole values", () => {
    expect(normalizeEmail("null@example.org").ok).toBe(true);
    expect(normalizeEmail("nonenone@none.com.example").ok).toBe(true);
  });

  it("never repeats the value in its message", () => {
    const answer = normalizeEmail("secret value");
    expect(answer.ok ? "" : answer.message).not.toContain("secret");
  });
});
