import type { FieldName, FieldValue, Json, TextField } from "../model.ts";
import type { InvalidValue } from "../refusals.ts";
import { normalizeAddressPart } from "./address.ts";
import { normalizeAttributes } from "./attributes.ts";
import { normalizeEmail } from "./email.ts";
import { normalizePhone } from "./phone.ts";
import { type Normalized, normalizeText } from "./text.ts";

export type RawAddress = { readonly [part: string]: string | null | undefined };

/** Values as a caller gives them. Null and absent are not said. */
export type RawClaims = { readonly [F in "email" | "phone" | TextField]?: string | null } & {
  readonly contactAddress?: RawAddress | null;
  readonly billingAddress?: RawAddress | null;
  readonly attributes?: { readonly [key: string]: Json } | null;
};
export type Values = { readonly [F in FieldName]?: FieldValue };

/** In characters. */
const MAX_TEXT: { readonly [F in TextField]: number } = {
  firstName: 200,
  middleName: 200,
  lastName: 200,
  fullName: 300,
  gender: 64,
  businessName: 300,
};
const TEXT_FIELDS = Object.keys(MAX_TEXT) as TextField[];
const ADDRESS_FIELDS = ["contactAddress", "billingAddress"] as const;

/**
 * V1 and V2: every claimed value in the one form in which it is compared and kept, or why it can't be taken, for each.
 * A blank value was not said: forms send their empty boxes. `country` is the workspace's, for national phone numbers;
 * `path` is where the values stand in the caller's input.
 */
export function normalizeClaims(
  raw: RawClaims,
  country: string,
  path = "claims",
): { readonly claims: Values; readonly problems: readonly InvalidValue[] } {
  const claims: { [F in FieldName]?: FieldValue } = {};
  const problems: InvalidValue[] = [];
  const take = <T extends FieldValue>(field: FieldName, at: string, answer: Normalized<T>) => {
    if (answer.ok) return answer.value;
    const { problem, message } = answer;
    if (problem !== "BLANK") problems.push({ field, path: `${path}.${at}`, problem, message });
    return undefined;
  };
  const keep = (field: FieldName, value: FieldValue | undefined) => {
    if (value !== undefined && (typeof value === "string" || Object.keys(value).length > 0))
      claims[field] = value;
  };

  const { email, phone, attributes } = raw;
  if (isSaid(email)) keep("email", take("email", "email", normalizeEmail(email)));
  if (isSaid(phone)) keep("phone", take("phone", "phone", normalizePhone(phone, country)));
  for (const field of TEXT_FIELDS) {
    const text = raw[field];
    if (isSaid(text)) keep(field, take(field, field, normalizeText(text, MAX_TEXT[field])));
  }
  for (const field of ADDRESS_FIELDS) {
    const address: { [part: string]: string } = {};
    for (const [part, text] of Object.entries(raw[field] ?? {})) {
      if (!isSaid(text)) continue;
      const value = take(field, `${field}.${part}`, normalizeAddressPart(part, text));
      if (value !== undefined) address[part] = value;
    }
    keep(field, address);
  }
  if (isSaid(attributes))
    keep("attributes", take("attributes", "attributes", normalizeAttributes(attributes)));
  return { claims, problems };
}

const isSaid = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;
