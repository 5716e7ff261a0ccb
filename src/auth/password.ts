import { type Algorithm, hash, verify } from "@node-rs/argon2";

/** In characters as people count them. Length is the one rule that helps; composition rules do not (NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 10;
/** In UTF-16 units. Argon2 would take more, but no one's password is a megabyte, and hashing one is work. */
export const LONGEST_PASSWORD = 256;

const LONE_SURROGATE = /\p{Surrogate}/u;

export type PasswordProblem = "TOO_SHORT" | "TOO_LONG" | "ILL_ENCODED";

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; about 25 ms of one core. */
const COST = {
  algorithm: 2 as Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** What is wrong with a password that someone wants to set; null when nothing is. */
export function passwordProblem(password: string): PasswordProblem | null {
  if (password.length > LONGEST_PASSWORD) return "TOO_LONG";
  if (LONE_SURROGATE.test(password)) return "ILL_ENCODED";
  return [...password.normalize("NFC")].length < SHORTEST_PASSWORD ? "TOO_SHORT" : null;
}

/** NFC, because keyboards differ in how they compose "é", and a person can't tell. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize("NFC"), COST);

export type PasswordCheck = (password: string, hash: string | null) => Promise<boolean>;

/**
 * Makes the check of a password against a stored hash. A hash of null (no such member) costs the same work and answers
 * false, so that the time of an answer doesn't tell who is a member.
 */
export function createPasswordCheck(): PasswordCheck {
  let decoy: Promise<string> | null = null;
  return async (password, stored) => {
    if (password.length > LONGEST_PASSWORD || LONE_SURROGATE.test(password)) return false;
    decoy ??= hashPassword("nobody has this password");
    const matches = await verify(stored ?? (await decoy), password.normalize("NFC"));
    return matches && stored !== null;
  };
}
