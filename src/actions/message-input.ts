import { canonicalTag } from "../conversation/language.ts";
import { type InputProblem, type Refused, refuse } from "./identity-command.ts";

/** In characters. A channel's longest message fits many times. */
const LONGEST_TEXT = 20_000;
const LONGEST_ID = 255;

export const refuseInput = (problems: readonly InputProblem[]): Refused =>
  refuse({ code: "INVALID_INPUT", problems });

/** What is wrong with a message's text, if anything. It is kept as it was sent: no placeholder is refused, nothing is trimmed. */
export const textProblems = (text: string): InputProblem[] =>
  problemsOf("text", text, LONGEST_TEXT);

/** What is wrong with an id or address that a channel gave. */
export const tokenProblems = (path: string, token: string | null): InputProblem[] =>
  token === null ? [] : problemsOf(path, token, LONGEST_ID);

/** What is wrong with a language, which is a BCP 47 tag. */
export function languageProblems(language: string | null): InputProblem[] {
  if (language === null || canonicalTag(language) !== null) return [];
  const message = "Not a language tag as BCP 47 has them. Examples: en, pt-BR.";
  return [{ path: "language", problem: "MALFORMED", message }];
}

/** As it is kept. Only for what `languageProblems` finds nothing wrong with. */
export const canonicalLanguage = (language: string | null): string | null =>
  language === null ? null : canonicalTag(language);

/** The first thing that is wrong with a text, if anything. */
export function problemsOf(path: string, text: string, longest: number): InputProblem[] {
  // PostgreSQL stores neither NUL nor half a surrogate pair.
  if (!text.isWellFormed() || text.includes("\u0000"))
    return [
      { path, problem: "ILL_ENCODED", message: "The text contains characters that are not text." },
    ];
  if (text.trim() === "") return [{ path, problem: "BLANK", message: "The text is blank." }];
  if (text.length > longest && [...text].length > longest)
    return [
      { path, problem: "TOO_LONG", message: `The text is longer than ${longest} characters.` },
    ];
  return [];
}
