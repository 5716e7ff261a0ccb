import { IDENTIFIER_KINDS, type IdentifierKind } from "../model.ts";
import type { Candidate } from "./candidate.ts";
import { readEmails } from "./emails.ts";
import { readPhones, spokenSigns } from "./phones.ts";
import { LONGEST_READ, plainText } from "./plain-text.ts";
import { openBrackets } from "./spelled-emails.ts";
import { AT_SIGNS, DOTS } from "./words.ts";

/** What a message says of how its writer can be reached. No kind is both found and doubtful. */
export interface ReadDetails {
  /** In the form in which identifiers are compared and kept (SPEC 3.3). */
  readonly found: { readonly [K in IdentifierKind]?: string };
  /** Something like it stands there, but which one is meant, or what it is, would be a guess. */
  readonly doubtful: readonly IdentifierKind[];
}

const NOTHING: ReadDetails = { found: {}, doubtful: [] };
const FEWEST_DIGITS = 5;
const EMAIL_SIGN = new RegExp(
  `[@＠﹫]|\\p{L}\\((?:a|ä)\\)|(?<![\\p{L}\\p{N}])(?:${AT_SIGNS})(?![\\p{L}\\p{N}])`,
  "iu",
);
const AT_WORD = /(?<![\p{L}\p{N}])at(?![\p{L}\p{N}])/iu;
const DOT_WORD = new RegExp(
  `[\\p{L}\\p{N}]\\.[\\p{L}\\p{N}]|(?<![\\p{L}\\p{N}])(?:${DOTS})(?![\\p{L}\\p{N}])|\\[\\.|\\(\\.`,
  "iu",
);

/**
 * Whether `readDetails` can find anything: no for most of what is written in a chat, and cheap. It looks for five digits,
 * "@" or a word for it.
 */
export function mayHoldDetails(message: string): boolean {
  const text = message.slice(0, LONGEST_READ);
  return (
    EMAIL_SIGN.test(text) ||
    (AT_WORD.test(text) && DOT_WORD.test(text)) ||
    (text.match(/\p{N}/gu)?.length ?? 0) >= FEWEST_DIGITS
  );
}

/**
 * The email and phone that a visitor writes of itself in a chat (SPEC 7.3). `country`: the workspace's, for a number
 * without an international prefix. Nothing is guessed: see docs/decisions/reading-details.md.
 */
export function readDetails(message: string, country: string): ReadDetails {
  if (!mayHoldDetails(message)) return NOTHING;
  const { text: plain, cut } = plainText(message);
  const text = spokenSigns(openBrackets(plain));
  const { candidates: emails, rest } = readEmails(text);
  const whole = [...emails, ...readPhones(rest, country)].filter(
    ({ end }) => !cut || end < text.length,
  );
  const found: { [K in IdentifierKind]?: string } = {};
  const doubtful: IdentifierKind[] = [];
  for (const kind of IDENTIFIER_KINDS) {
    const ofKind = whole.filter((one) => one.kind === kind);
    const value = theOne(ofKind);
    if (value !== null) found[kind] = value;
    else if (ofKind.length > 0) doubtful.push(kind);
  }
  return { found, doubtful };
}

/** The one that is meant beyond doubt, however often it is said. */
function theOne(candidates: readonly Candidate[]): string | null {
  const sure = candidates.find(({ certainty }) => certainty === "SURE")?.value ?? null;
  const isContested = candidates.some(
    ({ certainty, value }) => certainty !== "WEAK" && value !== sure,
  );
  return isContested ? null : sure;
}
