import fc from "fast-check";
import { expect, it } from "vitest";
import { ADDRESS_PARTS, type Json } from "../../../src/identity/model.ts";
import { normalizeClaims } from "../../../src/identity/normalize/claims.ts";
import { normalizeGroupingName } from "../../../src/identity/normalize/grouping-name.ts";
import { fold } from "../../../src/identity/values.ts";
import { exportedContact, readAgain } from "../../support/read-again.ts";

// A contact as an export writes it, and the row's person as an import reads it.

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(..."'=+-@\t\n ,;|\":ab1", "é", "👍", "ש", "\u200f"),
    maxLength: 12,
  }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "=cmd|' /C calc'!A0",
    "+49 151",
    "@x",
    "-1",
    "\tx",
    "nil",
    "Müller; Söhne",
    "مرحبا",
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const address = maybe(
  fc.record({
    ...Object.fromEntries(ADDRESS_PARTS.map((part) => [part, maybe(text)])),
    country: maybe(fc.constantFrom("AU", "DE", "us")),
  }),
);
const raw = fc.record({
  email: maybe(
    fc.constantFrom("ada@home.example", "+x=1@home.example", "'o@home.example", "ü@bücher.example"),
  ),
  phone: maybe(fc.constantFrom("+49 1512 3456789", "+61 412 000 001", "01512 3456789")),
  firstName: maybe(text),
  middleName: maybe(text),
  lastName: maybe(text),
  fullName: maybe(text),
  gender: maybe(text),
  businessName: maybe(text),
  contactAddress: address,
  billingAddress: address,
  attributes: maybe(
    fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { maxKeys: 4 }),
  ),
});
const names = fc.array(text, { maxLength: 5 }).map((given) => {
  const kept = new Map<string, string>();
  for (const name of given.map(normalizeGroupingName))
    if (name.ok) kept.set(fold(name.value), name.value);
  return [...kept.values()];
});

it("an exported contact is read as it is, or refused where it has no identifier", async () => {
  await fc.assert(
    fc.asyncProperty(
      raw,
      names,
      names,
      maybe(fc.constant("agent@shop.example")),
      async (given, tags, lists, assignee) => {
        const { claims } = normalizeClaims(given, "DE");
        const [person] = await readAgain(
          [exportedContact(claims, { tags, lists, assignee })],
          "DE",
        );
        if (!claims.email && !claims.phone) expect(person?.ok).toBe(false);
        else
          expect(person).toEqual({
            ok: true,
            line: 2,
            values: claims,
            tags,
            lists,
            assigneeEmail: assignee,
          });
      },
    ),
    { numRuns: 1_000 },
  );
}, 60_000);
