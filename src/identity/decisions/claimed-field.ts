import { derivedId } from "../derived-id.ts";
import { type Draft, headOf } from "../draft.ts";
import type { EventHead, FieldChange } from "../events.ts";
import {
  ACCOUNT_CHANNELS,
  type Channel,
  type Claim,
  type Contact,
  type FieldName,
  type FieldState,
  type FieldValue,
  type Json,
} from "../model.ts";
import { identifierKey } from "../state.ts";
import { agree, isIdentifier, saysNothingNew } from "../values.ts";
import { changeMainValues } from "./main-value.ts";

/** One claimed field of a visitor, and the contact that it is about. */
export interface ClaimedField {
  readonly field: FieldName;
  readonly claim: Claim;
  readonly visitorId: string;
  readonly contactId: string;
  /** What this visitor said last of the field, null where it does not count (it has just been linked). */
  readonly lastSaid: Claim | null;
}

/** What to do with a claimed value: which part of it fills, replaces, or stands beside the main value. */
interface Verdict {
  readonly fill: FieldValue | null;
  readonly differs: FieldValue | null;
  readonly verifies: boolean;
}
const NOTHING: Verdict = { fill: null, differs: null, verifies: false };

/** F1 to F6 for one field. Values that can be filled or verified are put into `batch`, to make one event of them. */
export function decideClaimedField(draft: Draft, said: ClaimedField, batch: FieldBatch): void {
  const { field, claim } = said;
  const contact = draft.contact(said.contactId);
  const main = contact.fields[field];
  const stronger = claim.verified && !said.lastSaid?.verified;
  const last = stronger ? null : said.lastSaid;
  const verdict = isIdentifier(field)
    ? judgeIdentifier(draft, said, contact, last)
    : judge(claim, main, last);

  if (verdict.verifies) batch.verified.push({ field, value: claim.value, origin: claim.origin });
  const { fill, differs } = verdict;
  const replaces = differs !== null && mayReplace(draft, said, contact);
  if (replaces && claim.origin.happenedAt > (main?.origin.happenedAt ?? "")) {
    batch.replaced.push(replacing(field, main, claim, together(fill, differs)));
    return;
  }
  if (fill !== null) batch.filled.push(filling(field, main, claim, fill));
  if (replaces) batch.keptAside[field] = { ...claim, value: differs };
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

function judge(claim: Claim, main: FieldState | undefined, last: Claim | null): Verdict {
  const { value } = claim;
  const current = main?.value ?? null;
  if (current === null) {
    if (saysNothingNew(value, last?.value)) return NOTHING;
    return { ...NOTHING, fill: value };
  }
  if (typeof value === "string" || typeof current === "string") {
    if (agree(value, current)) return { ...NOTHING, verifies: claim.verified && !main?.verified };
    return saysNothingNew(value, last?.value) ? NOTHING : { ...NOTHING, differs: value };
  }
  const blank: { [part: string]: Json } = {};
  const differing: { [part: string]: Json } = {};
  let differsAnew = false;
  for (const [part, given] of Object.entries(value)) {
    const saidBefore = saysNothingNew({ [part]: given }, last?.value);
    if (!Object.hasOwn(current, part)) {
      if (!saidBefore) blank[part] = given;
    } else if (!agree(given, current[part] as Json)) {
      differing[part] = given;
      differsAnew ||= !saidBefore;
    }
  }
  const agrees = Object.keys(blank).length === 0 && Object.keys(differing).length === 0;
  // A proof of some parts does not prove the others.
  const provesAll = claim.verified && saysNothingNew(current, value);
  return {
    fill: Object.keys(blank).length > 0 ? blank : null,
    differs: differsAnew ? differing : null,
    verifies: agrees && provesAll && !main?.verified,
  };
}

function judgeIdentifier(
  draft: Draft,
  { field, claim, visitorId }: ClaimedField,
  contact: Contact,
  last: Claim | null,
): Verdict {
  const verdict = judge(claim, contact.fields[field], last);
  if (verdict.fill === null) return verdict;
  // F3: a typed-in identifier must not become a login-grade fact of somebody else's record.
  const fills =
    isFree(draft, field, claim, contact) &&
    (claim.verified ||
      contact.identifiers.every((one) => !one.verified && one.visitorId === visitorId));
  return fills ? verdict : { ...NOTHING, differs: claim.value };
}

function isFree(draft: Draft, field: FieldName, claim: Claim, contact: Contact): boolean {
  if (!isIdentifier(field)) return true;
  const owner = draft.state.owners.get(identifierKey(field, claim.value as string));
  return !owner || (owner.type === "contact" && owner.id === contact.id);
}

/** F5, against F4: a verified claim of an account channel, of something that is not somebody else's (P4, P7, P9). */
function mayReplace(draft: Draft, { field, claim }: ClaimedField, contact: Contact): boolean {
  return (
    claim.verified && isAccountChannel(claim.origin.channel) && isFree(draft, field, claim, contact)
  );
}

export const isAccountChannel = (channel: Channel | null) =>
  ACCOUNT_CHANNELS.some((account) => account === channel);

function together(fill: FieldValue | null, differs: FieldValue): FieldValue {
  if (typeof differs === "string" || fill === null || typeof fill === "string") return differs;
  return { ...fill, ...differs };
}

function filling(
  field: FieldName,
  main: FieldState | undefined,
  claim: Claim,
  fill: FieldValue,
): FieldChange {
  const previous = main?.value ?? null;
  const whole = typeof fill === "string" || typeof previous === "string";
  return {
    field,
    previous,
    next: whole ? fill : { ...previous, ...fill },
    verified: claim.verified && (previous === null || main?.verified === true),
    origin: claim.origin,
  };
}

function replacing(
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
    verified: main?.verified === true || saysNothingNew(next, claim.value),
    origin: claim.origin,
    ...(isIdentifier(field) ? { previousBecomes: "alternate" as const } : {}),
  };
}

/** F4: the main value stays, and the secondary value waits for an agent. One open conflict a field. */
function standBeside(draft: Draft, said: ClaimedField, secondary: FieldValue): void {
  const { field, claim, contactId, visitorId } = said;
  const { command } = draft;
  const contact = draft.contact(contactId);
  const about = {
    channel: claim.origin.channel,
    conversationId: claim.origin.conversationId,
    happenedAt: claim.origin.happenedAt,
    visitorId,
    contactId,
  };
  const head = { ...headOf(command, about), contactId };
  const open = contact.openConflicts[field];
  if (open && agree(open.secondary, secondary) && (open.verified || !claim.verified)) {
    // Somebody else says the same: the open conflict stands, and that it was said is kept.
    const claims = { [field]: { ...claim, value: secondary } };
    draft.record({ ...head, visitorId, kind: "VisitorDetailsClaimed", claims });
    return;
  }
  const id = derivedId(command.id, `conflict:${field}`);
  draft.record({
    ...head,
    kind: "ConflictOpened",
    conflictId: id,
    field,
    main: contact.fields[field]?.value ?? null,
    conflict: {
      id,
      contactId,
      field,
      secondary,
      verified: claim.verified,
      origin: claim.origin,
      openedAt: command.at,
      status: "open",
      resolution: null,
    },
  });
  if (open)
    draft.record({
      ...head,
      kind: "ConflictSuperseded",
      conflictId: open.id,
      field,
      supersededBy: id,
    });
}
