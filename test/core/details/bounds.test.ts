import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { LONGEST_READ } from "../../../src/identity/details/plain-text.ts";
import { mayHoldDetails, readDetails } from "../../../src/identity/details/read-details.ts";
import { normalizeEmail } from "../../../src/identity/normalize/email.ts";
import { normalizePhone } from "../../../src/identity/normalize/phone.ts";

/** What somebody writes who wants the reader to work hard, again and again. */
const UNITS = [
  ...["@", "a@", "a@b.com ", "a@b-", "x@x.x.x", "mailto:", "%@", " at", "at ", "a at b.c ", "a."],
  ...["(at) ", "a (at) b dot ", "a ät b punkt ", "[.]", "*at*", "dot ", "http://a.b/(", "nr. "],
  ...["1", "1 ", "1,", "+", "+1 ", "0171 1234567 ", "(1", "1/1 ", "1. ", "1 - ", "00", "1 dash "],
  ...["plus 1 ", "12.34.", "12-34-", "DE89 3704 ", "4111 ", ". ", "\n", " ", "n't ", "my ", "😀1"],
];
const filled = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

describe("reading is bounded", () => {
  it("and its work can be counted", () => {
    expect(searches(() => readDetails("gina@example.com", "DE"))).toBeGreaterThan(10);
  });

  it.each(UNITS)("%j twice as often is at most about twice the work", (unit) => {
    const half = searches(() => readDetails(filled(unit, LONGEST_READ / 2), "DE"));
    const whole = searches(() => readDetails(filled(unit, LONGEST_READ), "DE"));
    expect(whole).toBeLessThan(2.5 * half + 100);
  });

  it.each(UNITS)(
    "%j for 20,000 characters is no more work than for as many as are read",
    (unit) => {
      const readable = searches(() => readDetails(filled(unit, LONGEST_READ), "DE"));
      const long = searches(() => readDetails(filled(unit, 10 * LONGEST_READ), "DE"));
      expect(long).toBeLessThan(1.1 * readable + 100);
    },
  );

  it("a list of more than 20 is not looked through", () => {
    const addresses = (count: number) => "gina@example.com ".repeat(count);
    const numbers = (count: number) => "0171 1234567, ".repeat(count);
    expect(readDetails(addresses(20), "DE").found).toEqual({ email: "gina@example.com" });
    expect(readDetails(addresses(21), "DE")).toEqual({ found: {}, doubtful: ["email"] });
    expect(readDetails(numbers(20), "DE").found).toEqual({ phone: "+491711234567" });
    expect(readDetails(numbers(21), "DE")).toEqual({ found: {}, doubtful: ["phone"] });
  });

  it("what stands behind the first 2,000 characters makes no difference", () => {
    const head = filled("Nothing to see here. ", LONGEST_READ);
    expect(readDetails(`${head} gina@example.com`, "DE")).toEqual({ found: {}, doubtful: [] });
  });

  it.each([
    ["gina@example.co", "m.br"],
    ["0171 123456", "789"],
    ["0171 dash 123456", "789"],
    ["gina (at) example dot co", " dot uk"],
  ])("what may go on behind the first 2,000 characters is not read: %s", (beginning, end) => {
    const text = `${filled("la ", LONGEST_READ - beginning.length - 1)} ${beginning}${end}`;
    expect(text.slice(0, LONGEST_READ).endsWith(beginning)).toBe(true);
    expect(readDetails(text, "DE").found).toEqual({});
  });
});

describe("whatever is written", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom(...UNITS, "gina@example.com", "+49 171 1234567", "0171", "point", "mais", "é"),
  );
  const message = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  const country = fc.constantFrom("DE", "US", "FR", "ES", "IT", "BR", "XX", "");

  it("it is read, into values in their one form, and no kind is both found and doubtful", () => {
    fc.assert(
      fc.property(message, country, (text, home) => {
        const { found, doubtful } = readDetails(text, home);
        for (const [kind, value] of Object.entries(found)) {
          expect(doubtful).not.toContain(kind);
          const again = kind === "email" ? normalizeEmail(value) : normalizePhone(value, home);
          expect(again).toEqual({ ok: true, value });
        }
      }),
    );
  });

  it("nothing is read where nothing may be", () => {
    const nothing = { found: {}, doubtful: [] };
    fc.assert(
      fc.property(message, country, (text, home) => {
        if (!mayHoldDetails(text)) expect(readDetails(text, home)).toEqual(nothing);
      }),
    );
  });

  it("an address among plain words is found as it stands", () => {
    const word = fc.constantFrom(
      "hello",
      "ja",
      "bitte",
      "merci",
      "ok",
      "gracias",
      "it",
      "is",
      "👍",
    );
    const words = fc.array(word, { maxLength: 6 }).map((some) => some.join(" "));
    const address = fc
      .tuple(
        fc.stringMatching(/^[a-z]{1,8}[._+]?[a-z0-9]{1,8}$/),
        fc.stringMatching(/^[a-z]{3,9}$/),
      )
      .map(([local, host]) => `${local}@${host}.com`)
      .filter((text) => normalizeEmail(text).ok);
    fc.assert(
      fc.property(words, address, words, (before, email, after) => {
        expect(readDetails(`${before} ${email} ${after}`, "DE")).toEqual({
          found: { email },
          doubtful: [],
        });
      }),
    );
  });

  it("a number is found however it is grouped", () => {
    const separator = fc.constantFrom(" ", "-", "/", ".", "", " - ", "–", "\u00a0", " / ", "·");
    fc.assert(
      fc.property(separator, separator, separator, (a, b, c) => {
        const written = `0171${a}123${b}4${c}567`;
        expect(readDetails(`${written} bitte`, "DE").found).toEqual({ phone: "+491711234567" });
      }),
    );
  });
});

describe("most of a chat can hold no details, and is known by a glance", () => {
  it.each([
    "no thanks",
    "one moment",
    "I'm at the office until 10:30",
    "Das ist mir zu teuer.",
    "je suis à Paris, point final",
    "👍",
    "It costs 12 euros",
    "",
  ])("%j", (text) => {
    expect(mayHoldDetails(text)).toBe(false);
  });
});

/** How often a pattern was tried while something was done. */
function searches(work: () => void): number {
  const exec = vi.spyOn(RegExp.prototype, "exec");
  try {
    work();
    return exec.mock.calls.length;
  } finally {
    exec.mockRestore();
  }
}
