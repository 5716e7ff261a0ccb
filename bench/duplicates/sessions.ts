import { readFileSync } from "node:fs";
import type { Record } from "./measure.ts";

/** Sessions, one a line. The email tells which are one person; it and the phone, made of the person too, are withheld. */
export function readSessions(path: string): Record[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const { email, phone: _, ...fields } = JSON.parse(line).claims;
      return { person: String(email).trim().toLowerCase(), fields };
    });
}
