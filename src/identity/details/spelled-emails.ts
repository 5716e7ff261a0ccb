import { test as isComplete } from "linkifyjs";
import { normalizeEmail } from "../normalize/email.ts";
import type { Candidate, Certainty } from "./candidate.ts";
import { MARK } from "./plain-text.ts";
import { mayGoOn, wordsBefore } from "./surroundings.ts";
import { AT_SIGNS, DASHES, DOTS, EMAIL_WORDS, LEADS_IN, UNDERSCORES } from "./words.ts";

/** The longest parts of an address (RFC 5321), written out. */
const LONGEST_LOCAL = 120;
const LONGEST_DOMAIN = 300;

const BRACKETED_DOT = new RegExp(` ?[([{<*] ?(?:${DOTS}|\\.) ?[)\\]}>*] ?`, "giu");
const BRACKETED_AT = new RegExp(`( ?)[([{<*] ?(?:at|${AT_SIGNS}|@) ?[)\\]}>*]( ?)`, "giu");
/** Without spaces around it a bare letter can stand for "@" as well: "gina(a)example.fr". */
const BRACKETED_A = /(?<=[\p{L}\p{N}])\((?:a|ä)\)(?=[\p{L}\p{N}])/giu;

/** Brackets around "at" and "dot" made into what they stand for; an "at" with spaces around it into a mark. */
export const openBrackets = (text: string) =>
  text
    .replace(/(?<![\p{L}\p{N}])mailto:/giu, " ")
    .replace(BRACKETED_DOT, ".")
    .replace(BRACKETED_A, "@")
    .replace(BRACKETED_AT, (_, left, right) => (left || right ? ` ${MARK.at} ` : "@"));

const AT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${MARK.at}|(${AT_SIGNS})|at|@(?= )|(?<= )@)(?![\\p{L}\\p{N}]*@)(?=[ \\p{L}\\p{N}])`,
  "giu",
);
const IN_LOCAL = ` (?:${DOTS}|${UNDERSCORES}|${DASHES}) `;
const LOCAL = new RegExp(`(?:[\\p{L}\\p{N}._%+'-]+${IN_LOCAL})*[\\p{L}\\p{N}._%+'-]+ ?$`, "iu");
const IN_DOMAIN = `(?:\\.| \\. | (?:${DOTS}|${DASHES}) )`;
const DOMAIN = new RegExp(`^ ?[\\p{L}\\p{N}-]+(?:${IN_DOMAIN}[\\p{L}\\p{N}-]+)*`, "iu");
const WORD_AS_SIGN = new RegExp(` (?:(${DOTS})|(${UNDERSCORES})|${DASHES}) `, "giu");
const WORD_AS_DOT = new RegExp(` (?:${DOTS}) `, "iu");

const TALK_BEFORE_AT =
  /^(?:look|looking|see|shop|order|buy|bought|find|found|check|here|there|this|that|work|be|\p{L}+ed|\p{L}+ing) ?$/iu;

const asSigns = (text: string) =>
  text
    .replace(WORD_AS_SIGN, (_, dot, underscore) => (dot ? "." : underscore ? "_" : "-"))
    .replaceAll(" ", "");

/** Addresses that are written out: "gina (at) example dot com", "gina arroba ejemplo punto es", "gina @ example.com". */
export function spelledEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const at of text.matchAll(AT)) {
    const end = at.index + at[0].length;
    const local = LOCAL.exec(text.slice(Math.max(0, at.index - LONGEST_LOCAL), at.index))?.[0];
    const domain = DOMAIN.exec(text.slice(end, end + LONGEST_DOMAIN))?.[0];
    if (local === undefined || domain === undefined) continue;
    const start = at.index - local.length;
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const word = at[0] === "@" ? "SPACED" : "WORD";
    const sign = at[0] === MARK.at || at[1] !== undefined ? "SIGN" : word;
    const read = readSpelled(local, domain, sign, wordsBefore(text, start));
    if (read === null) continue;
    const stop = end + domain.length;
    const certainty = mayGoOn(text, stop) ? "DOUBTFUL" : read.certainty;
    found.push({ kind: "email", value: read.value, start, end: stop, certainty });
  }
  return found;
}

/**
 * `sign` is WORD for "at" and SPACED for an "@" that stands apart: both may be prepositions, as in "look at example.com".
 * Then only an address that could be nothing else is sure; what has no complete domain behind it is talk.
 */
function readSpelled(
  local: string,
  domain: string,
  sign: "SIGN" | "WORD" | "SPACED",
  before: readonly string[],
): { value: string | null; certainty: Certainty } | null {
  const address = `${asSigns(local)}@${asSigns(domain)}`;
  const read = normalizeEmail(address);
  if (!read.ok && read.problem === "PLACEHOLDER") return null;
  if (!read.ok || !isComplete(address, "email"))
    return sign === "SIGN" ? { value: null, certainty: "DOUBTFUL" } : null;
  if (sign === "SIGN")
    return { value: read.value, certainty: beginsHere(before) ? "SURE" : "DOUBTFUL" };
  const isSpelled = WORD_AS_DOT.test(domain);
  if (isSpelled && isUnlikeTalk(local) && isAnnounced(before))
    return { value: read.value, certainty: "SURE" };
  const isLikely =
    isSpelled ||
    isAboutEmail(before) ||
    (isUnlikeTalk(local) && (sign === "SPACED" || before.length === 0 || introduces(before)));
  return isLikely ? { value: read.value, certainty: "DOUBTFUL" } : null;
}

/** Else the word before may belong to it: "gina miller (at) example.com". */
function beginsHere(before: readonly string[]): boolean {
  const last = before.at(-1);
  return last === undefined || /^[,:]$/u.test(last) || LEADS_IN.has(last) || EMAIL_WORDS.has(last);
}

/** "my email is", "E-Mail:" */
function isAnnounced(before: readonly string[]): boolean {
  const [thing = "", link = ""] = before.slice(-2);
  return /^(?::|is|ist|lautet|est|es|è|é)$/u.test(link) && EMAIL_WORDS.has(thing);
}

const isAboutEmail = (before: readonly string[]) =>
  before.slice(-3).some((word) => EMAIL_WORDS.has(word));

/** "reply to gina at example.com" */
const introduces = (before: readonly string[]) =>
  /^(?:to|is|via|use|it's|its|ist|unter|est|es|è|é|:|,)$/u.test(before.at(-1) ?? "");

/** "look at example dot com", "registered at example dot com": no address. */
const isUnlikeTalk = (local: string) =>
  (local.trim().length === 1 || !LEADS_IN.has(local.trim().toLowerCase())) &&
  !TALK_BEFORE_AT.test(local);
