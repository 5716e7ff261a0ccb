import { LONGEST_PASSWORD, passwordProblem, SHORTEST_PASSWORD } from "../auth/password.ts";
import { normalizeCountry } from "../identity/normalize/country.ts";
import { normalizeEmail } from "../identity/normalize/email.ts";
import { normalizePhone } from "../identity/normalize/phone.ts";
import type { PeopleInputProblem } from "./people-refusals.ts";

const LONGEST_NAME = 200;
// Control characters have no place in a name, and PostgreSQL takes neither NUL nor half of a surrogate pair.
const ILL_ENCODED = /[\p{Cc}\p{Surrogate}]/u;

type Problem = PeopleInputProblem["problem"];

/** Reads the values of an input one after the other, and gathers what is wrong, so that a caller learns all at once. */
export function createInputReader() {
  const problems: PeopleInputProblem[] = [];
  const wrong = (path: string, problem: Problem, message: string) => {
    problems.push({ path, problem, message });
    return "";
  };
  return {
    problems,
    wrong,

    /** The name of a workspace, a member or a key: trimmed, its white space collapsed. */
    name(path: string, text: string): string {
      const name = text.trim().replace(/\s+/gu, " ");
      if (name === "") return wrong(path, "BLANK", "A name is needed.");
      if (ILL_ENCODED.test(name)) {
        return wrong(path, "ILL_ENCODED", "A name has no control characters.");
      }
      return name.length > LONGEST_NAME
        ? wrong(path, "TOO_LONG", `A name has at most ${LONGEST_NAME} characters.`)
        : name;
    },

    email(path: string, text: string): string {
      const read = normalizeEmail(text);
      return read.ok ? read.value : wrong(path, read.problem, "This is no email address.");
    },

    /** `country`: the workspace's, for a number without an international prefix (SPEC 3.3). */
    phone(path: string, text: string, country: string): string {
      const read = normalizePhone(text, country);
      return read.ok
        ? read.value
        : wrong(
            path,
            read.problem,
            "This is no phone number of the workspace's country, nor an international one.",
          );
    },

    country(path: string, text: string): string {
      const read = normalizeCountry(text);
      return read.ok
        ? read.value
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
