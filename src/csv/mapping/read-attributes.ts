import type { Json } from "../../identity/model.ts";
import { type CellReading, invalidCell } from "./cell-reading.ts";

const malformed = invalidCell(
  "MALFORMED_JSON",
  'Attributes are a JSON object, such as {"plan": "gold", "seats": 3}.',
);

/** A cell that holds all attributes, as an export writes it. */
export function readAttributes(text: string): CellReading<{ readonly [key: string]: Json }> {
  if (!text.startsWith("{")) return malformed;
  try {
    return { ok: true, value: JSON.parse(text, refuseInfinity) };
  } catch {
    return malformed;
  }
}

/** `1e999` is valid JSON, and no number that could be written again. */
function refuseInfinity(_key: string, value: unknown) {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
    throw new RangeError("A number without end.");
  return value;
}
