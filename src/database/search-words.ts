import { spellingsOf } from "../identity/search/spellings.ts";
import { beginningWith, type Range, type Scope } from "./search-ranges.ts";

export const PARTS_SQL = `select r.n::int as n, k.word
  from unnest($2::text[], $3::text[]) with ordinality r(low, high, n) cross join lateral (
    select word from contact_search_word where workspace_id = $1 and part >= r.low and part < r.high
    order by part, word limit $4) k`;

export const SPELLINGS_SQL = `select s.n, k.word from unnest($2::int[], $3::text[]) s(n, spelling) cross join lateral (
    select word from contact_search_word
    where workspace_id = $1 and part = s.spelling and word = s.spelling limit 1) k`;

/** So many phrases are looked up at the most. */
const MOST_PHRASES = 150;

/** The words of the workspace that hold each of these inside. */
export async function wordsWithin(
  { client, workspaceId }: Scope,
  texts: readonly string[],
): Promise<string[][]> {
  const ranges: Range[] = texts.map(beginningWith);
  const { rows } = await client.query<{ n: number; word: string }>(PARTS_SQL, [
    workspaceId,
    ranges.map(({ low }) => low),
    ranges.map(({ high }) => high),
    eachOf(texts.length),
  ]);
  return texts.map((_text, at) => [
    ...new Set(rows.filter(({ n }) => n === at + 1).map(({ word }) => word)),
  ]);
}

/** The words of the workspace that each of these may be a mistyping of. */
export async function wordsSpelledLike(
  { client, workspaceId }: Scope,
  texts: readonly string[],
): Promise<string[][]> {
  const spellings = texts.flatMap((text, n) => spellingsOf(text).map((one) => ({ n, one })));
  const { rows } = await client.query<{ n: number; word: string }>(SPELLINGS_SQL, [
    workspaceId,
    spellings.map(({ n }) => n),
    spellings.map(({ one }) => one),
  ]);
  const most = eachOf(texts.length);
  return texts.map((_text, at) =>
    rows
      .filter(({ n }) => n === at)
      .slice(0, most)
      .map(({ word }) => word),
  );
}

const eachOf = (words: number) => Math.floor(MOST_PHRASES ** (1 / words)) - 1;

/** Every phrase of one choice a word, but the one of all first choices: that has been looked up already. */
export function phrasesOf(choices: readonly (readonly string[])[]): string[] {
  const phrases = choices.reduce<string[][]>(
    (all, words) => all.flatMap((phrase) => words.map((word) => [...phrase, word])),
    [[]],
  );
  return phrases.slice(1).flatMap((words) => {
    const turned = [...words.slice(1), ...words.slice(0, 1)].join(" ");
    const straight = words.join(" ");
    return straight === turned ? [straight] : [straight, turned];
  });
}
