import type { Json } from "../../identity/model.ts";
import { agree } from "../../identity/values.ts";
import { type CellReading, invalidCell } from "./cell-reading.ts";
import { readAttributes } from "./read-attributes.ts";
import { readCountry } from "./read-country.ts";
import { readEmail, readPhone } from "./read-identifiers.ts";
import { splitNames } from "./split-names.ts";
import type { ColumnTarget } from "./targets.ts";

/** What the cells of a row have said so far. */
export interface Draft {
  email?: string;
  phone?: string;
  assignee?: string;
  tags: readonly string[];
  lists: readonly string[];
  readonly texts: { [field: string]: string };
  readonly contactAddress: { [part: string]: string };
  readonly billingAddress: { [part: string]: string };
  readonly attributes: Map<string, Json>;
}

export const newDraft = (): Draft => ({
  tags: [],
  lists: [],
  texts: {},
  contactAddress: {},
  billingAddress: {},
  attributes: new Map(),
});

/** Takes what a cell says into the draft, and answers what is wrong with it. Texts are looked at later, as claims. */
type CellReader = (text: string, draft: Draft) => CellReading<unknown>;

const FINE = { ok: true, value: null } as const;

function take<T>(reading: CellReading<T>, keep: (value: T) => void): CellReading<unknown> {
  if (reading.ok) keep(reading.value);
  return reading;
}

export function readerOf(target: ColumnTarget, country: string): CellReader {
  switch (target.to) {
    case "FIELD":
      return fieldReader(target.field, country);
    case "ADDRESS":
      return addressReader(target.address, target.part ?? "line1");
    case "ATTRIBUTE":
      return (text, draft) => addAttribute(draft, target.key, text);
    case "ATTRIBUTES":
      return addAttributes;
    case "TAGS":
      return (text, draft) =>
        take(splitNames(text, target.separator.trim()), (names) => {
          draft.tags = names;
        });
    case "LISTS":
      return (text, draft) =>
        take(splitNames(text, target.separator.trim()), (names) => {
          draft.lists = names;
        });
    case "ASSIGNEE":
      return (text, draft) =>
        take(readEmail(text), (email) => {
          draft.assignee = email;
        });
    case "IGNORE":
      return () => FINE;
  }
}

type Field = Extract<ColumnTarget, { to: "FIELD" }>["field"];

function fieldReader(field: Field, country: string): CellReader {
  if (field === "email")
    return (text, draft) =>
      take(readEmail(text), (email) => {
        draft.email = email;
      });
  if (field === "phone")
    return (text, draft) =>
      take(readPhone(text, country), (phone) => {
        draft.phone = phone;
      });
  return (text, draft) => {
    draft.texts[field] = text;
    return FINE;
  };
}

function addressReader(address: "contactAddress" | "billingAddress", part: string): CellReader {
  const keep = (text: string, draft: Draft) => {
    draft[address][part] = text;
    return FINE;
  };
  if (part !== "country") return keep;
  return (text, draft) => take(readCountry(text), (code) => keep(code, draft));
}

const addAttributes: CellReader = (text, draft) => {
  const reading = readAttributes(text);
  if (!reading.ok) return reading;
  const added = Object.entries(reading.value).map(([key, value]) =>
    addAttribute(draft, key, value),
  );
  return added.find(({ ok }) => !ok) ?? FINE;
};

function addAttribute({ attributes }: Draft, key: string, value: Json): CellReading<unknown> {
  const other = attributes.get(key);
  if (other !== undefined && value !== null && !agree(other, value))
    return invalidCell(
      "ATTRIBUTE_TWICE",
      "Another column of this row gives the same attribute another value.",
    );
  if (value !== null) attributes.set(key, value);
  return FINE;
}

/** Where the claims say what a column says (`normalizeClaims`). */
export function pathOf(target: ColumnTarget): string | null {
  if (target.to === "FIELD") return `.${target.field}`;
  if (target.to === "ADDRESS") return `.${target.address}.${target.part ?? "line1"}`;
  return target.to === "ATTRIBUTE" || target.to === "ATTRIBUTES" ? ".attributes" : null;
}
