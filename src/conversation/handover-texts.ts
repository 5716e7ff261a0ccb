import type { IdentifierKind } from "../identity/model.ts";
import { BUILT_IN_TEXTS } from "./handover-languages.ts";

/** What the AI agent says in the handover, in one language. `{details}` stands for what is asked for, or was noted. */
export interface HandoverTexts {
  /** A BCP 47 tag, such as `de` or `pt-BR`. */
  readonly language: string;
  /** Nobody is free: may we have your {details}? */
  readonly question: string;
  /** {details} could not be read: once more, please. */
  readonly again: string;
  /** {details} are noted. */
  readonly thanks: string;
  /** Everything is known already, so nothing is asked: we'll get back to you. */
  readonly noted: string;
  /** What stands for `{details}`: "email address". Absent: as built in for the language, else as in English. */
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly emailAndPhone?: string | null;
}

export type HandoverSentence = "question" | "again" | "thanks" | "noted";

const SENTENCES: readonly HandoverSentence[] = ["question", "again", "thanks", "noted"];
const PHRASES = ["email", "phone", "emailAndPhone"] as const;
const DETAILS = "{details}";
/** In characters. */
export const HANDOVER_TEXT_LIMITS = { text: 1_000, languages: 50 } as const;

/**
 * The sentence in the visitor's language: its tag, then ever less of it (`pt-BR`, `pt`), a workspace's own (`own`) before
 * what is built in; else English. `fields`: what `{details}` names. It depends on nothing else, so that nobody learns
 * from it whether somebody is known.
 */
export function handoverText(
  kind: HandoverSentence,
  fields: readonly IdentifierKind[],
  language: string | null,
  own: readonly HandoverTexts[],
): string {
  const texts =
    textsFor(tagsFrom(language ?? ""), own) ?? textsFor(["en"], own) ?? BUILT_IN_TEXTS.en;
  // By a function: "$" means something in a text that is put in.
  return texts[kind].replaceAll(DETAILS, () => phraseOf(fields, texts));
}

const textsFor = (tags: readonly string[], own: readonly HandoverTexts[]) =>
  first(tags, (tag) => own.find((one) => canonicalTag(one.language) === tag)) ??
  first(tags, builtIn);

const builtIn = (tag: string): HandoverTexts | undefined =>
  Object.values(BUILT_IN_TEXTS).find(({ language }) => language === tag);

/** `zh-Hant-TW`, `zh-Hant`, `zh`; none where it is no tag. */
function tagsFrom(language: string): string[] {
  const parts = canonicalTag(language)?.split("-") ?? [];
  return parts.map((_, less) => parts.slice(0, parts.length - less).join("-"));
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Who asks for none asks for both. */
function phraseOf(fields: readonly IdentifierKind[], texts: HandoverTexts): string {
  const [only, other] = new Set(fields);
  const phrase = only === undefined || other !== undefined ? "emailAndPhone" : only;
  return (
    texts[phrase] ?? first(tagsFrom(texts.language), builtIn)?.[phrase] ?? BUILT_IN_TEXTS.en[phrase]
  );
}

/** The one way of writing a tag (`pt-br` is `pt-BR`); null where it is none. */
function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

export interface TextProblem {
  readonly path: string;
  readonly problem: "MALFORMED" | "REPEATED" | "BLANK" | "TOO_LONG" | "ILL_ENCODED";
  /** A sentence for people. It never repeats the value. */
  readonly message: string;
}

/** What is wrong with a workspace's own texts, all at once. `path` is where they stand in the caller's input. */
export function problemsOfTexts(
  all: readonly HandoverTexts[],
  path = "handoverTexts",
): TextProblem[] {
  const tags = all.map(({ language }) => canonicalTag(language));
  const problems: TextProblem[] =
    all.length > HANDOVER_TEXT_LIMITS.languages
      ? [problem(path, "TOO_LONG", `At most ${HANDOVER_TEXT_LIMITS.languages} languages.`)]
      : [];
  for (const [index, texts] of all.entries()) {
    const at = `${path}.${index}`;
    const tag = tags[index] ?? null;
    if (tag === null)
      problems.push(problem(`${at}.language`, "MALFORMED", "A language is a BCP 47 tag, as de."));
    else if (tags.indexOf(tag) < index)
      problems.push(problem(`${at}.language`, "REPEATED", "Each language stands there once."));
    for (const name of [...SENTENCES, ...PHRASES])
      problems.push(...problemsOfText(`${at}.${name}`, texts[name] ?? null, name));
  }
  return problems;
}

const problem = (path: string, problem: TextProblem["problem"], message: string): TextProblem => ({
  path,
  problem,
  message,
});

/** A text that is null was not given, which only a phrase may be. */
function problemsOfText(
  path: string,
  text: string | null,
  name: HandoverSentence | (typeof PHRASES)[number],
): TextProblem[] {
  const isPhrase = PHRASES.some((phrase) => phrase === name);
  if (text === null && isPhrase) return [];
  if (text === null || text.trim() === "") return [problem(path, "BLANK", "The text is blank.")];
  if (!text.isWellFormed() || text.includes("\u0000"))
    return [problem(path, "ILL_ENCODED", "The text contains characters that are not text.")];
  if ([...text].length > HANDOVER_TEXT_LIMITS.text)
    return [
      problem(path, "TOO_LONG", `A text has at most ${HANDOVER_TEXT_LIMITS.text} characters.`),
    ];
  const isAskedFor = name !== "noted" && !isPhrase;
  if (isAskedFor !== text.includes(DETAILS))
    return [
      isAskedFor
        ? problem(path, "MALFORMED", `The text lacks ${DETAILS}, which names what is asked for.`)
        : problem(path, "MALFORMED", `${DETAILS} stands for nothing here.`),
    ];
  return [];
}
