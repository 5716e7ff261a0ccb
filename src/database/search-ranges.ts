import type pg from "pg";

/** Terms and words from `low` on, before `high`, in the order of code points. */
export interface Range {
  readonly low: string;
  readonly high: string;
}

/** Everything that begins with this. */
export const beginningWith = (text: string): Range => ({ low: text, high: `${text}\u{10ffff}` });

/** This as a whole, or as the first word or the local part of an email: a space is before, an `@` among what can follow. */
export const wholeOf = (text: string): Range[] => [
  { low: text, high: `${text}!` },
  { low: `${text}@`, high: `${text}A` },
];

export interface Scope {
  readonly client: pg.ClientBase;
  readonly workspaceId: string;
  readonly archived: boolean;
}

export interface Hit {
  readonly contactId: string;
  readonly term: string;
  /** The place of the range that it was found in. */
  readonly range: number;
}

export const RANGES_SQL = `select r.n::int as range, t.term, t.contact_id as "contactId"
  from unnest($3::text[], $4::text[]) with ordinality r(low, high, n) cross join lateral (
    select term, contact_id from contact_search_term
    where workspace_id = $1 and archived = $2 and term >= r.low and term < r.high
    order by term, contact_id limit $5) t
  limit $6`;

/** The first of each range, so many in all, in the order of the ranges. */
export async function hitsInRanges(
  { client, workspaceId, archived }: Scope,
  ranges: readonly Range[],
  limit: { each: number; all: number },
): Promise<Hit[]> {
  if (ranges.length === 0) return [];
  const [low, high] = [ranges.map((one) => one.low), ranges.map((one) => one.high)];
  const { rows } = await client.query<Hit>(RANGES_SQL, [
    workspaceId,
    archived,
    low,
    high,
    limit.each,
    limit.all,
  ]);
  return rows.map((row) => ({ ...row, range: row.range - 1 }));
}

export const AROUND_SQL = `select 1 as range, term, contact_id as "contactId" from (
    select term, contact_id from contact_search_term
    where workspace_id = $1 and archived = $2 and term >= $3 and term < $4
    order by term, contact_id limit $6) t
  where ' ' || term like all($5::text[]) limit $7`;

/** Terms of a range in which words begin with each of `others`. Of a very common beginning only so many are looked at. */
export async function hitsAround(
  { client, workspaceId, archived }: Scope,
  { low, high }: Range,
  others: readonly string[],
  limit: { looked: number; all: number },
): Promise<Hit[]> {
  const patterns = others.map((other) => `% ${literally(other)}%`);
  const values = [workspaceId, archived, low, high, patterns, limit.looked, limit.all];
  return (await client.query<Hit>(AROUND_SQL, values)).rows;
}

export const TERMS_SQL = `select 1 as range, term, contact_id as "contactId" from contact_search_term
  where workspace_id = $1 and archived = $2 and term = any($3::text[]) limit $4`;

/** Those with exactly one of these terms. */
export async function hitsOf(
  { client, workspaceId, archived }: Scope,
  terms: readonly string[],
  limit: number,
): Promise<Hit[]> {
  if (terms.length === 0) return [];
  const values = [workspaceId, archived, terms, limit];
  return (await client.query<Hit>(TERMS_SQL, values)).rows;
}

export const INSIDE_SQL = `select 1 as range, term, contact_id as "contactId" from contact_search_term
  where workspace_id::text = $1 and archived::int = $2::int
    and (term like '+%' or strpos(term, '@') > 0)
    and case when term like '+%' then substr(term, 2) when strpos(term, '@') > 0 then split_part(term, '@', 1) end like $3
    and term like $4
  limit $5`;

/** Emails and phones with this inside. The index, of local parts and numbers, needs three letters or digits in a row. */
export async function hitsInside(
  { client, workspaceId, archived }: Scope,
  text: string,
  limit: number,
): Promise<Hit[]> {
  const [local = ""] = text.split("@");
  if (!/[a-z0-9]{3}/.test(local)) return [];
  const inside = `%${literally(local)}${local === text ? "%" : ""}`;
  const values = [workspaceId, Number(archived), inside, `%${literally(text)}%`, limit];
  return (await client.query<Hit>(INSIDE_SQL, values)).rows;
}

/** A pattern of `like` in which nothing has a special meaning. */
const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");
