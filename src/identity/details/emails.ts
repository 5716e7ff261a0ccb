import { find } from "linkifyjs";
import { normalizeEmail } from "../normalize/email.ts";
import { type Candidate, inAList, LONGEST_LIST } from "./candidate.ts";
import { MARK, without } from "./plain-text.ts";
import { spelledEmails } from "./spelled-emails.ts";
import { isInDoubt, mayGoOn, wordsAfter, wordsBefore } from "./surroundings.ts";
import { AT_SIGNS, EMAIL_WORDS } from "./words.ts";

const AT_SIGN = new RegExp(`[@${MARK.at}]| (?:${AT_SIGNS}) `, "iu");

/** The candidates of a text, and the text without them and without links: what stands in those is nothing else. */
export function readEmails(text: string): { candidates: Candidate[]; rest: string } {
  if (text.split(AT_SIGN).length > LONGEST_LIST + 1)
    return { candidates: inAList("email"), rest: "" };
  const spelled = spelledEmails(text);
  let rest = withoutAll(text, spelled);
  const written: Candidate[] = [];
  for (const link of find(rest)) {
    // "0171 1234567/gina@example.com"
    const start = link.type === "email" ? link.start + link.value.lastIndexOf("/") + 1 : link.start;
    // "gina@@example.com" holds no link to example.com.
    if (link.type !== "email" && rest[start - 1] === "@") continue;
    if (link.type === "email") written.push(...judge(rest, start, link.end));
    rest = without(rest, start, link.end);
  }
  const broken = brokenEmails(rest);
  const candidates = [...spelled, ...written, ...broken].map((one) =>
    isOfSomebodyElse(text, one) ? { ...one, certainty: "DOUBTFUL" as const } : one,
  );
  return { candidates, rest: withoutAll(rest, broken) };
}

const withoutAll = (text: string, found: readonly Candidate[]) =>
  found.reduce((left, { start, end }) => without(left, start, end), text);

/** None for a placeholder: who writes one has no email to give. */
function judge(text: string, start: number, end: number): Candidate[] {
  const read = normalizeEmail(text.slice(start, end));
  if (!read.ok && read.problem === "PLACEHOLDER") return [];
  const value = read.ok ? read.value : null;
  const isSure = read.ok && standsFree(text, start, end);
  return [{ kind: "email", value, start, end, certainty: isSure ? "SURE" : "DOUBTFUL" }];
}

/** What is glued to an address may belong to it. */
function standsFree(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 20), start);
  const address = text.slice(start, end);
  const glued = /([\p{L}\p{N}-]*):$/u.exec(before)?.[1];
  return (
    !/[\p{L}\p{N}._%+@/-]$/u.test(before) &&
    (!glued || EMAIL_WORDS.has(glued.toLowerCase())) &&
    // They separate, but may stand in a local part: "Gina/gina@example.com", "mail=gina@example.com", "www.gina@…".
    !/^www\.|^(?:no-?reply|do-?not-?reply|mailer-daemon|abuse)@|^[^@]*[/=|{}?!#$&*^]/u.test(
      address,
    ) &&
    // "メールはgina@example.com"
    !/^(?=[^@]*[a-z])[^@]*[^\P{L}\p{Script=Latin}][^@]*@/iu.test(address) &&
    !mayGoOn(text, end)
  );
}

/** An "@" that is left over behind a word: "gina@gmail", "gina@example,com", "gina@". Not a name such as "@gina". */
function brokenEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { index } of text.matchAll(/@/gu)) {
    const local = /[\p{L}\p{N}._%+-]{0,64}$/u.exec(text.slice(Math.max(0, index - 64), index))?.[0];
    const host = /^@?(?: ?[\p{L}\p{N}][\p{L}\p{N},.-]{2,63}|\W|$)/u.exec(
      text.slice(index + 1, index + 66),
    )?.[0];
    if (!local || !/\p{L}/u.test(local) || host === undefined) continue;
    const [start, end] = [index - local.length, index + 1 + host.length];
    if (start < (found.at(-1)?.end ?? 0)) continue;
    found.push({ kind: "email", value: null, start, end, certainty: "DOUBTFUL" });
  }
  return found;
}

const isOfSomebodyElse = (text: string, { start, end }: Candidate) =>
  isInDoubt(wordsBefore(text, start), wordsAfter(text, end));
