import { DETAILS, type HandoverTexts } from "../conversation/handover-texts.ts";
import { canonicalTag } from "../conversation/language.ts";
import { problemsOf } from "./message-input.ts";
import type { createInputReader } from "./people-input.ts";

/** What a workspace sets for its conversations (SPEC 7.3). By field: what is not named stays. */
export interface HandoverSettingsInput {
  readonly answeredFirstBy?: "AGENT" | "AI_AGENT" | null | undefined;
  readonly handoverWaitingSeconds?: number | null | undefined;
  readonly handoverTexts?: readonly HandoverTexts[] | null | undefined;
}

/** A week: whoever waits longer is not waiting. */
const LONGEST_WAIT = 604_800;
const MOST_LANGUAGES = 50;
const LONGEST_TEXT = 1_000;

type Reader = ReturnType<typeof createInputReader>;

/** The columns that change. What is wrong is left with the reader. */
export function readHandoverSettings(
  { answeredFirstBy, handoverWaitingSeconds, handoverTexts }: HandoverSettingsInput,
  read: Reader,
) {
  const wait = handoverWaitingSeconds ?? 0;
  if (!Number.isInteger(wait) || wait < 0 || wait > LONGEST_WAIT)
    read.wrong("handoverWaitingSeconds", "MALFORMED", `From 0 to ${LONGEST_WAIT} seconds.`);
  return {
    ...(answeredFirstBy != null && { answeredFirstBy }),
    ...(handoverWaitingSeconds != null && { handoverWaitingSeconds }),
    ...(handoverTexts != null && { handoverTexts: readTexts(handoverTexts, read) }),
  };
}

function readTexts(all: readonly HandoverTexts[], read: Reader) {
  if (all.length > MOST_LANGUAGES)
    read.wrong("handoverTexts", "TOO_LONG", `At most ${MOST_LANGUAGES} languages.`);
  const tags = all.map(({ language }) => canonicalTag(language));
  return all.map((texts, index) => {
    const path = `handoverTexts.${index}`;
    const tag = tags[index] ?? null;
    if (tag === null)
      read.wrong(`${path}.language`, "MALFORMED", "A language is a BCP 47 tag, such as de.");
    else if (tags.indexOf(tag) < index)
      read.wrong(`${path}.language`, "REPEATED", "Each language stands there once.");
    const sentence = (name: "question" | "again" | "thanks" | "noted") =>
      readText(`${path}.${name}`, texts[name], name !== "noted", read);
    const phrase = (name: "email" | "phone" | "emailAndPhone") => {
      const text = texts[name] ?? null;
      return text === null ? null : readText(`${path}.${name}`, text, false, read);
    };
    return {
      language: texts.language,
      question: sentence("question"),
      again: sentence("again"),
      thanks: sentence("thanks"),
      noted: sentence("noted"),
      email: phrase("email"),
      phone: phrase("phone"),
      emailAndPhone: phrase("emailAndPhone"),
    };
  });
}

/** `named`: whether it has to say, by `{details}`, what is asked for or was noted. No other may. */
function readText(path: string, text: string, named: boolean, read: Reader): string {
  const [problem] = problemsOf(path, text, LONGEST_TEXT);
  if (problem) return read.wrong(path, problem.problem, problem.message);
  if (named && !text.includes(DETAILS))
    return read.wrong(path, "MALFORMED", `The text lacks ${DETAILS}, which names what is meant.`);
  if (!named && text.includes(DETAILS))
    return read.wrong(path, "MALFORMED", `${DETAILS} stands for nothing here.`);
  return text;
}
