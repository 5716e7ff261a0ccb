import { FIELD_NAMES, type FieldName, type FieldValue } from "../model.ts";
import type { InvalidValue } from "../refusals.ts";
import { normalizeClaims, type RawClaims } from "./claims.ts";

/**
 * Values that somebody enters by hand on a contact (SPEC 3.2, 3.4): as `normalizeClaims`, but null clears, and a blank
 * text is a mistake, since it says neither a value nor "clear".
 */
export function normalizeUpdates(
  raw: RawClaims,
  country: string,
  path = "values",
): {
  readonly values: { readonly [F in FieldName]?: FieldValue | null };
  readonly problems: readonly InvalidValue[];
} {
  const { claims, problems } = normalizeClaims(raw, country, path);
  const values: { [F in FieldName]?: FieldValue | null } = { ...claims };
  const blanks: InvalidValue[] = [];
  for (const field of FIELD_NAMES) {
    const given = raw[field];
    if (given === null) values[field] = null;
    else if (typeof given === "string" && given.trim() === "")
      blanks.push({
        field,
        path: `${path}.${field}`,
        problem: "BLANK",
        message: "The value is blank. To clear the field, give null.",
      });
    // An object without any part says that there is none.
    else if (given !== undefined && claims[field] === undefined && !isRefused(problems, field))
      values[field] = null;
  }
  return { values, problems: [...problems, ...blanks] };
}

const isRefused = (problems: readonly InvalidValue[], field: FieldName) =>
  problems.some((problem) => problem.field === field);
