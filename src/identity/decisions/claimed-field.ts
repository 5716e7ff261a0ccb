import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { FieldChange } from "../field-change.ts";
import {
  ACCOUNT_CHANNELS,
  type Channel,
  type Claim,
  type Contact,
  type FieldName,
  type FieldState,
  type FieldValue,
} from "../model.ts";
import { isIdentifier, proves, saysNothingNew } from "../values.ts";
import { type ClaimedField, isFree, judgeClaim } from "./judge-claim.ts";
import { changeMainValues } from "./main-value.ts";
import { standBeside } from "./stand-beside.ts";

/** F1 to F6 for one field. Values that can be filled or verified are put into `batch`, to make one event of them. */
export function decideClaimedField(draft: Draft, said: ClaimedField, batch: FieldBatch): void {
  const { field, claim } = said;
  const contact = draft.contact(said.contactId);
  const main = contact.fields[field];
  const verdict = judgeClaim(draft, said, contact);

  if (verdict.verifies) batch.verified.push({ field, value: claim.value, origin: claim.origin });
  const { fill, differs } = verdict;
  const replaces = differs !== null && mayReplace(draft, said, contact, differs);
  if (replaces && claim.origin.happenedAt > (main?.origin.happenedAt ?? "")) {
    batch.replaced.push(replacing(field, main, claim, together(fill, differs)));
    return;
  }
  if (fill !== null) batch.filled.push(filling(field, main, claim, fill));
  if (replaces) batch.keptAside[field] = { ...claim, value: differs, verified: true };
  else if (differs !== null) standBeside(draft, said, differs);
}

/** What the fields of one claim come to together. */
export interface FieldBatch {
  readonly filled: FieldChange[];
  readonly replaced: FieldChange[];
  readonly verified: { field: FieldName; value: FieldValue; origin: Claim["origin"] }[];
  readonly keptAside: { [F in FieldName]?: Claim };
}
export const emptyBatch = (): FieldBatch => ({
  filled: [],
  replaced: [],
  verified: [],
  keptAside: {},
});

export function recordBatch(
  draft: Draft,
  about: Partial<EventHead> & { contactId: string; visitorId: string },
  batch: FieldBatch,
): void {
  const head = { ...headOf(draft.command, about), ...about };
  if (batch.verified.length > 0)
    draft.record({ ...head, kind: "ContactFieldsVerified", fields: batch.verified });
  changeMainValues(draft, about, "FILLED", batch.filled);
  changeMainValues(draft, about, "LAST_UPDATE", batch.replaced);
  if (Object.keys(batch.keptAside).length > 0)
    draft.record({ ...head, kind: "VisitorDetailsClaimed", claims: batch.keptAside });
}

/** F5, against F4: a verified claim of an account channel, of something that is not somebody else's (P4, P7, P9). */
function mayReplace(
  draft: Draft,
  { field, claim }: ClaimedField,
  contact: Contact,
  differs: FieldValue,
): boolean {
  return (
    proves(claim, differs) &&
    isAccountChannel(claim.origin.channel) &&
    isFree(draft, field, claim, contact)
  );
}

export const isAccountChannel = (channel: Channel | null) =>
  ACCOUNT_CHANNELS.some((account) => account === channel);

function together(fill: FieldValue | null, differs: FieldValue): FieldValue {
  if (typeof differs === "string" || fill === null || typeof fill === "string") return differs;
  return { ...fill, ...differs };
}

export function filling(
  field: FieldName,
  main: FieldState | undefined,
  claim: Claim,
  fill: FieldValue,
): FieldChange {
  const previous = main?.value ?? null;
  const whole = typeof fill === "string" || typeof previous === "string";
  const next = whole ? fill : { ...previous, ...fill };
  return {
    field,
    previous,
    next,
    ...proofOf(fill, next, claim, main),
    origin: claim.origin,
  };
}

export function replacing(
  field: FieldName,
  main: FieldState | undefined,
  claim: Claim,
  differs: FieldValue,
): FieldChange {
  const previous = main?.value ?? null;
  const whole = typeof differs === "string" || typeof previous === "string";
  const next = whole ? differs : { ...previous, ...differs };
  return {
    field,
    previous,
    next,
    ...proofOf(differs, next, claim, main),
    origin: claim.origin,
    ...(isIdentifier(field) ? { previousBecomes: "alternate" as const } : {}),
  };
}

/** A proof of some parts does not prove the others. */
function proofOf(
  changed: FieldValue,
  next: FieldValue,
  claim: Claim,
  main: FieldState | undefined,
): Pick<FieldChange, "verified" | "partsVerified"> {
  const proven = proves(claim, changed);
  const all = main?.verified === true || (proves(claim, next) && saysNothingNew(next, claim.value));
  return { verified: proven && all, ...(proven && !all ? { partsVerified: true } : {}) };
}
