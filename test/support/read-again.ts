import { expect } from "vitest";
import { EXPORT_HEADER, type ExportedContact, exportCells } from "../../src/csv/contact-export.ts";
import type { CsvRow } from "../../src/csv/csv-row.ts";
import { compileMapping } from "../../src/csv/mapping/read-person.ts";
import type { ColumnTarget } from "../../src/csv/mapping/targets.ts";
import { readCsv } from "../../src/csv/read-csv.ts";
import { BYTE_ORDER_MARK, harmless, writeCsvRows } from "../../src/csv/write-csv.ts";
import { ADDRESS_PARTS, type FieldName, type FieldValue } from "../../src/identity/model.ts";

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

/** The contacts as an export writes them, read as an import of a workspace of that country reads them. */
export async function readAgain(contacts: readonly ExportedContact[], country: string) {
  const read = compileMapping(
    TARGETS.map((target, index) => ({
      column: index + 1,
      header: EXPORT_HEADER[index] ?? "",
      target,
    })),
    { country },
  );
  const [header, ...rows] = await throughFile(contacts);
  expect(header?.cells).toEqual(EXPORT_HEADER);
  return rows.map(read);
}

async function throughFile(contacts: readonly ExportedContact[]): Promise<CsvRow[]> {
  const cells = [EXPORT_HEADER, ...contacts.map(exportCells)];
  const text = writeCsvRows(cells.map((row) => row.map(harmless)));
  async function* bytes() {
    yield Buffer.from(BYTE_ORDER_MARK + text);
  }
  const rows: CsvRow[] = [];
  for await (const batch of readCsv(bytes(), { encoding: "UTF-8", delimiter: ",", quote: '"' }))
    rows.push(...batch);
  return rows;
}

export type Values = { readonly [F in FieldName]?: FieldValue | null };

export const exportedContact = (
  values: Values,
  more: Pick<ExportedContact, "tags" | "lists" | "assignee">,
): ExportedContact => {
  const field = (name: FieldName) => values[name] ?? null;
  return {
    email: field("email"),
    phone: field("phone"),
    firstName: field("firstName"),
    middleName: field("middleName"),
    lastName: field("lastName"),
    fullName: field("fullName"),
    gender: field("gender"),
    businessName: field("businessName"),
    contactAddress: field("contactAddress"),
    billingAddress: field("billingAddress"),
    attributes: values.attributes ? JSON.stringify(values.attributes) : null,
    ...more,
  } as ExportedContact;
};
