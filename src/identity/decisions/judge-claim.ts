import type { Draft } from "../draft.ts";
import type { Claim, Contact, FieldName, FieldValue, Json, Parts } from "../model.ts";
import { identifierKey } from "../state.ts";
import { agree, isIdentifier, partOf, provesMore, repeats, saysNothingNew } from "../values.ts";

/** One claimed field, and the contact that it is about. */
export interface ClaimedField {
  readonly field: FieldName;
  readonly claim: Claim;
  /** Null: no visitor said it, a row of a file does. */
  readonly visitorId: string | null;
  readonly contactId: string;
  /** What this visitor said last of the field, null where it does not count (it has just been linked). */
  readonly lastSaid: Claim | null;
}

/** What to do with a claimed value: which part of it fills, replaces, or stands beside the main value. */
export interface Verdict {
  readonly fill: FieldValue | null;
  readonly differs: FieldValue | null;
  readonly verifies: boolean;
}
const NOTHING: Verdict = { fill: null, differs: null, verifies: false };

/** F1 to F6: what a claimed value is to the contact. */
export function judgeClaim(draft: Draft, said: ClaimedField, contact: Contact): Verdict {
  return isIdentifier(said.field) ? judgeIdentifier(draft, said, contact) : judge(said, contact);
}

function judge({ field, claim, lastSaid }: ClaimedField, contact: Contact): Verdict {
  const { value } = claim;
  const main = contact.fields[field];
  const current = main?.value ?? null;
  // F6: what the visitor said before counts again only with a stronger proof.
  const last = provesMore(claim, lastSaid) ? null : lastSaid?.value;
  if (current === null) return saysNothingNew(value, last) ? NOTHING : { ...NOTHING, fill: value };
  if (typeof value === "string" || typeof current === "string") {
    if (agree(value, current)) return { ...NOTHING, verifies: claim.verified && !main?.verified };
    return saysNothingNew(value, last) ? NOTHING : { ...NOTHING, differs: value };
  }
  const open = contact.openConflicts[field]?.secondary;
  // Part by part, as the proof is.
  const isNews = (part: Parts) => !repeats({ ...claim, value: part }, lastSaid);
  const blank: Parts[] = [];
  const differing: Parts[] = [];
  for (const [name, given] of Object.entries(value)) {
    const part = partOf(name, given);
    if (!Object.hasOwn(current, name)) blank.push(part);
    else if (!agree(given, current[name] as Json)) differing.push(part);
  }
  const filling = blank.filter(isNews);
  // What stands in the open conflict stays in the one that supersedes it; what an agent decided does not come back.
  const differs = differing.some(isNews)
    ? differing.filter((part) => isNews(part) || saysNothingNew(part, open))
    : [];
  // A proof of some parts does not prove the others.
  const provesAll = claim.verified && saysNothingNew(current, value);
  return {
    fill: joined(filling),
    differs: joined(differs),
    verifies: blank.length + differing.length === 0 && provesAll && !main?.verified,
  };
}

function joined(parts: readonly Parts[]): Parts | null {
  return parts.length > 0
    ? Object.fromEntries(parts.flatMap((part) => Object.entries(part)))
    : null;
}

function judgeIdentifier(draft: Draft, said: ClaimedField, contact: Contact): Verdict {
  const { field, claim, visitorId } = said;
  const verdict = judge(said, contact);
  if (verdict.fill === null) return verdict;
  // F3: a typed-in identifier must not become a login-grade fact of somebody else's record.
  const fills =
    isFree(draft, field, claim, contact) &&
    (claim.verified ||
      contact.identifiers.every((one) => !one.verified && one.visitorId === visitorId));
  return fills ? verdict : { ...NOTHING, differs: claim.value };
}

/** Whether the claimed identifier is nobody's, or the contact's own; other fields always are. */
export function isFree(draft: Draft, field: FieldName, claim: Claim, contact: Contact): boolean {
  if (!isIdentifier(field)) return true;
  const owner = draft.state.owners.get(identifierKey(field, claim.value as string));
  return !owner || (owner.type === "contact" && owner.id === contact.id);
}
