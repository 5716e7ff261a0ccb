import type { SearchWord } from "../identity/search/query.ts";
import { beginningWith, type Hit, hitsInRanges, type Scope } from "./search-ranges.ts";

/** So many contacts of the rarest word are looked at. */
const LOOKED_AT = 200;

/** Contacts that have every word, whatever the field: those of the rarest word, as far as they have the others too. */
export async function hitsOfAllWords(scope: Scope, words: readonly SearchWord[]): Promise<Hit[]> {
  const ranges = words.flatMap(({ beginnings }, word) =>
    beginnings.map((text) => ({ word, range: beginningWith(text) })),
  );
  const hits = await hitsInRanges(
    scope,
    ranges.map(({ range }) => range),
    { each: LOOKED_AT, all: LOOKED_AT * ranges.length },
  );
  const byWord = words.map((_word, at) => hits.filter((hit) => ranges[hit.range]?.word === at));
  const rarest = byWord.reduce((least, some) => (some.length < least.length ? some : least));
  const terms = await termsOf(scope, [...new Set(rarest.map(({ contactId }) => contactId))]);
  return rarest.filter(({ contactId }) =>
    words.every(({ beginnings }) =>
      terms.get(contactId)?.some((term) => beginnings.some((text) => term.includes(text))),
    ),
  );
}

export const CONTACTS_SQL = `select id, search_terms as terms from contact
  where workspace_id = $1 and id = any($2::uuid[])`;

async function termsOf({ client, workspaceId }: Scope, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string[]>();
  const { rows } = await client.query<{ id: string; terms: string[] }>(CONTACTS_SQL, [
    workspaceId,
    ids,
  ]);
  return new Map(rows.map(({ id, terms }) => [id, terms]));
}
