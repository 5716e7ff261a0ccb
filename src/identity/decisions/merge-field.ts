import type { FieldChange } from "../field-change.ts";
import type { MergedField } from "../merge-record.ts";
import type { Contact, FieldName, FieldValue, Json, Parts } from "../model.ts";
import { agree, isIdentifier } from "../values.ts";

/** What becomes of one field when two contacts are merged; null: neither has a value. */
export function mergeField(
  field: FieldName,
  survivor: Contact,
  loser: Contact,
): {
  outcome: MergedField["outcome"];
  fill: FieldChange | null;
  differs: FieldValue | null;
} | null {
  const [own, others] = [survivor.fields[field], loser.fields[field]];
  const current = own?.value ?? null;
  const value = others?.value ?? null;
  if (!others || value === null)
    return current === null ? null : { outcome: "KEPT", fill: null, differs: null };
  const filling = (next: FieldValue): FieldChange => ({
    field,
    previous: current,
    next,
    // A value that is only partly proven is not proven.
    verified: others.verified && (current === null || own?.verified === true),
    origin: others.origin,
  });
  if (current === null) return { outcome: "FILLED", fill: filling(value), differs: null };
  if (typeof value === "string" || typeof current === "string") {
    if (agree(value, current)) return { outcome: "KEPT", fill: null, differs: null };
    if (isIdentifier(field)) return { outcome: "ALTERNATE", fill: null, differs: null };
    return { outcome: "CONFLICT", fill: null, differs: value };
  }
  const blank: Parts = pickParts(value, (name) => !Object.hasOwn(current, name));
  const differing: Parts = pickParts(
    value,
    (name, part) => Object.hasOwn(current, name) && !agree(part, current[name] as Json),
  );
  const differs = isEmpty(differing) ? null : differing;
  const fill = isEmpty(blank) ? null : filling({ ...current, ...blank });
  return { outcome: differs ? "CONFLICT" : fill ? "FILLED" : "KEPT", fill, differs };
}

const pickParts = (parts: Parts, wanted: (name: string, part: Json) => boolean): Parts =>
  Object.fromEntries(Object.entries(parts).filter(([name, part]) => wanted(name, part)));
const isEmpty = (parts: Parts) => Object.keys(parts).length === 0;
