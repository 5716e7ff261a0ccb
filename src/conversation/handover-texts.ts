import type { IdentifierKind } from "../identity/model.ts";
import { BUILT_IN_TEXTS } from "./handover-languages.ts";
import { canonicalTag } from "./language.ts";

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

/** What stands in a sentence for the phrase. */
export const DETAILS = "{details}";

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
