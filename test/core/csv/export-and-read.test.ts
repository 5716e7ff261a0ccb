import fc from "fast-check";
import { expect, it } from "vitest";
import {
  EXPORT_HEADER,
  type ExportedContact,
  exportCells,
} from "../../../src/csv/contact-export.ts";
import type { CsvRow } from "../../../src/csv/csv-row.ts";
import { compileMapping } from "../../../src/csv/mapping/read-person.ts";
import type { ColumnTarget } from "../../../src/csv/mapping/targets.ts";
import { readCsv } from "../../../src/csv/read-csv.ts";
import { BYTE_ORDER_MARK, harmless, writeCsvRows } from "../../../src/csv/write-csv.ts";
import { ADDRESS_PARTS, type Json } from "../../../src/identity/model.ts";
import { normalizeClaims, type Values } from "../../../src/identity/normalize/claims.ts";
import { normalizeGroupingName } from "../../../src/identity/normalize/grouping-name.ts";
import { fold } from "../../../src/identity/values.ts";

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

const TARGETS: readonly ColumnTarget[] = [
  { to: "FIELD", field: "email" },
  { to: "FIELD", field: "phone" },
  { to: "FIELD", field: "firstName" },
  { to: "FIELD", field: "middleName" },
  { to: "FIELD", field: "lastName" },
  { to: "FIELD", field: "fullName" },
  { to: "FIELD", field: "gender" },
  { to: "FIELD", field: "businessName" },
  ...(["contactAddress", "billingAddress"] as const).flatMap((field) =>
    ADDRESS_PARTS.map((part): ColumnTarget => ({ to: "ADDRESS", address: field, part })),
  ),
  { to: "TAGS", separator: ";" },
  { to: "LISTS", separator: ";" },
  { to: "ASSIGNEE" },
  { to: "ATTRIBUTES" },
];

async function throughFile(contact: ExportedContact): Promise<CsvRow> {
  const rows = [EXPORT_HEADER, exportCells(contact)].map((cells) => cells.map(harmless));
  async function* bytes() {
    yield Buffer.from(BYTE_ORDER_MARK + writeCsvRows(rows));
  }
  const read: CsvRow[] = [];
  for await (const batch of readCsv(bytes(), { encoding: "UTF-8", delimiter: ",", quote: '"' }))
    read.push(...batch);
  expect(read[0]?.cells).toEqual(EXPORT_HEADER);
  return read[1] ?? expect.fail("no row");
}

const exported = (values: Values, tags: string[], lists: string[], assignee: string | null) =>
  ({
    ...Object.fromEntries(
      [
        "email",
        "phone",
        "firstName",
        "middleName",
        "lastName",
        "fullName",
        "gender",
        "businessName",
      ].map((field) => [field, values[field as keyof Values] ?? null]),
    ),
    contactAddress: values.contactAddress ?? null,
    billingAddress: values.billingAddress ?? null,
    attributes: values.attributes ? JSON.stringify(values.attributes) : null,
    tags,
    lists,
    assignee,
  }) as unknown as ExportedContact;

it("an exported contact is read as it is, or refused where it has no identifier", async () => {
  const read = compileMapping(
    TARGETS.map((target, index) => ({
      column: index + 1,
      header: EXPORT_HEADER[index] ?? "",
      target,
    })),
    { country: "DE" },
  );
  await fc.assert(
    fc.asyncProperty(
      raw,
      names,
      names,
      maybe(fc.constant("agent@shop.example")),
      async (given, tags, lists, assignee) => {
        const { claims } = normalizeClaims(given, "DE");
        const person = read(await throughFile(exported(claims, tags, lists, assignee)));
        if (!claims.email && !claims.phone) expect(person.ok).toBe(false);
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
