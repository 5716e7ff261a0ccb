import type pg from "pg";
import type { SearchQuery } from "../identity/search/query.ts";
import { spellingsOf } from "../identity/search/spellings.ts";
import { BY_INDEX, readWith } from "./by-index.ts";
import { hitsOfAllWords } from "./search-all-words.ts";
import {
  beginningWith,
  type Hit,
  hitsAround,
  hitsInRanges,
  hitsInside,
  hitsOf,
  type Scope,
  wholeOf,
} from "./search-ranges.ts";
import { phrasesOf, wordsSpelledLike, wordsWithin } from "./search-words.ts";

/** So many contacts a search finds at the most, the best ones. */
export const MOST_FOUND = 200;
/** Misspellings are only thought of where no more than a page was found without. */
const ENOUGH = 20;
/** So many names with a very common beginning are looked at for the other words. */
const LOOKED_AT = 10_000;

/** How a contact matches, the best first. */
const RANKS = ["exact", "prefix", "inside", "similar"] as const;
type Rank = (typeof RANKS)[number];

/**
 * The contacts of a workspace that a query finds, the best first; those alike in the order of what was found, then of
 * their ids. Each step is cut off in the database, and a later one is only taken while there is room. `beginningsOnly`:
 * what stands inside of something, and misspellings, are not thought of.
 */
export async function searchContacts(
  pool: pg.Pool,
  search: { workspaceId: string; archived: boolean; query: SearchQuery; beginningsOnly?: boolean },
): Promise<string[]> {
  return readWith(pool, BY_INDEX, (client) =>
    find({ ...search, client }, search.query, search.beginningsOnly ?? false),
  );
}

async function find(scope: Scope, query: SearchQuery, beginningsOnly: boolean): Promise<string[]> {
  const found = createFindings();
  await addBeginnings(scope, query, found);
  // A whole email or phone names whom it means.
  if (query.identifiers.length > 0 && found.hasExact()) return found.best();
  if (found.size() < MOST_FOUND && query.words.length > 1) await addAllWords(scope, query, found);
  if (beginningsOnly) return found.best();
  if (found.size() < MOST_FOUND) await addInsides(scope, query, found);
  if (found.size() < ENOUGH) await addSimilar(scope, query, found);
  return found.best();
}

async function addBeginnings(scope: Scope, query: SearchQuery, found: Findings): Promise<void> {
  const whole = query.beginnings.flatMap(wholeOf);
  const ranges = [...whole, ...query.beginnings.map(beginningWith)];
  const limit = { each: MOST_FOUND, all: ranges.length * MOST_FOUND };
  for (const hit of await hitsInRanges(scope, ranges, limit))
    found.add(hit, hit.range < whole.length ? "exact" : "prefix");
}

/** The words in any order and in different fields ("jo lovel", "ada acme", "ada 0412"). */
async function addAllWords(scope: Scope, { words }: SearchQuery, found: Findings): Promise<void> {
  const [longest, ...others] = words
    .map(({ text }) => text)
    .sort((one, other) => other.length - one.length);
  const limit = { looked: LOOKED_AT, all: MOST_FOUND };
  for (const hit of await hitsAround(scope, beginningWith(longest ?? ""), others, limit))
    found.add(hit, "prefix");
  if (found.size() < MOST_FOUND)
    for (const hit of await hitsOfAllWords(scope, words)) found.add(hit, "prefix");
}

async function addInsides(scope: Scope, query: SearchQuery, found: Findings): Promise<void> {
  await addPhrases(scope, query, found, "inside", wordsWithin);
  for (const inside of query.insides)
    if (found.size() < MOST_FOUND)
      for (const hit of await hitsInside(scope, inside, MOST_FOUND)) found.add(hit, "inside");
}

async function addSimilar(scope: Scope, query: SearchQuery, found: Findings): Promise<void> {
  await addPhrases(scope, query, found, "similar", wordsSpelledLike);
  if (found.size() > 0) return;
  const spellings = query.identifiers.flatMap(spellingsOf);
  for (const hit of await hitsOf(scope, spellings, MOST_FOUND)) found.add(hit, "similar");
}

/** Names in which other words stand for those of the query. */
async function addPhrases(
  scope: Scope,
  { words, insides }: SearchQuery,
  found: Findings,
  rank: Rank,
  wordsFor: (scope: Scope, texts: readonly string[]) => Promise<string[][]>,
): Promise<void> {
  const tokens = insides.filter((inside) => !inside.includes("@")).map((inside) => [inside]);
  const asked = [words.map(({ text }) => text), ...tokens].filter(
    (texts, at, all) =>
      texts.length > 0 && all.findIndex((other) => other.join(" ") === texts.join(" ")) === at,
  );
  for (const texts of asked) {
    const others = await wordsFor(scope, texts);
    const phrases = phrasesOf(texts.map((text, at) => [text, ...(others[at] ?? [])]));
    const ranges = phrases.map((phrase) =>
      texts.length > 1 ? beginningWith(phrase) : { low: phrase, high: `${phrase}!` },
    );
    const limit = { each: MOST_FOUND, all: 2 * MOST_FOUND };
    for (const hit of await hitsInRanges(scope, ranges, limit)) found.add(hit, rank);
  }
}

type Findings = ReturnType<typeof createFindings>;

function createFindings() {
  const best = new Map<string, { key: string; term: string }>();
  return {
    size: () => best.size,
    hasExact: () => [...best.values()].some(({ key }) => key === "0"),
    add({ contactId, term }: Hit, rank: Rank) {
      const key = String(RANKS.indexOf(rank));
      const known = best.get(contactId);
      if (!known || compare([key, term], [known.key, known.term]) < 0)
        best.set(contactId, { key, term });
    },
    best: () =>
      [...best]
        .sort(([id, a], [otherId, b]) => compare([a.key, a.term, id], [b.key, b.term, otherId]))
        .slice(0, MOST_FOUND)
        .map(([id]) => id),
  };
}

function compare(one: readonly string[], other: readonly string[]): number {
  for (const [at, text] of one.entries()) {
    const against = other[at] ?? "";
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}
