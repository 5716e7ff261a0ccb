import countries from "i18n-iso-countries";
import { LONGEST_PASSWORD, passwordProblem, SHORTEST_PASSWORD } from "../auth/password.ts";
import { normalizeEmail } from "../identity/normalize/email.ts";
import { normalizePhone } from "../identity/normalize/phone.ts";
import { type Normalized, normalizeText } from "../identity/normalize/text.ts";
import type { PeopleInputProblem } from "./people-refusals.ts";

const LONGEST_NAME = 200;
type Problem = PeopleInputProblem["problem"];

/** Reads the values of an input one after the other, and gathers what is wrong, so that a caller learns all at once. */
export function createInputReader() {
  const problems: PeopleInputProblem[] = [];
  const wrong = (path: string, problem: Problem, message: string) => {
    problems.push({ path, problem, message });
    return "";
  };
  const taken = (path: string, read: Normalized) =>
    read.ok ? read.value : wrong(path, read.problem, read.message);
  return {
    problems,
    wrong,

    /** The name of a workspace, a member or a key: trimmed, its white space collapsed. */
    name: (path: string, text: string) =>
      taken(path, normalizeText(text, LONGEST_NAME)).replace(/\s+/gu, " "),

    email: (path: string, text: string) => taken(path, normalizeEmail(text)),

    /** `country`: the workspace's, for a number without an international prefix (SPEC 3.3). */
    phone: (path: string, text: string, country: string) =>
      taken(path, normalizePhone(text, country)),

    country(path: string, text: string): string {
      const code = text.trim().toUpperCase();
      return Object.hasOwn(countries.getAlpha2Codes(), code)
        ? code
        : wrong(path, "UNKNOWN_COUNTRY", "A country is a code of ISO 3166-1 alpha-2, such as DE.");
    },

    password(path: string, text: string): string {
      const problem = passwordProblem(text);
      return problem === null ? text : wrong(path, problem, PASSWORD_MESSAGES[problem]);
    },
  };
}

const PASSWORD_MESSAGES = {
  TOO_SHORT: `A password has at least ${SHORTEST_PASSWORD} characters.`,
  TOO_LONG: `A password has at most ${LONGEST_PASSWORD} characters.`,
  ILL_ENCODED: "The password holds half of a surrogate pair.",
};
