import type { InputProblem } from "./identity-command.ts";

/** How many people one call may change: the others of the workspace wait for it. */
export const MOST_PEOPLE = 1_000;
export const MOST_TAGS = 10;
/** How many tags times contacts: each may be an event, and a thousand of them take some 0.2 s. */
export const MOST_TAGGINGS = 2_000;

/** What is wrong with naming so many, if anything. */
export function problemOfMany(path: string, given: number, most: number): InputProblem | null {
  if (given === 0) return { path, problem: "BLANK", message: "Name at least one." };
  if (given > most)
    return { path, problem: "TOO_LONG", message: `Name at most ${most} in one call.` };
  return null;
}
