import { FIELD_NAMES, type FieldName } from "./model.ts";

/** What one command can make at the most: these, and for each field one conflict that is claimed and one of a merge (P5). */
const SLOTS = [
  "contact",
  "suspicion0",
  "suspicion1",
  "suspicion2",
  "suspicion3",
  "conversation",
  "message",
  "merge",
  "grouping",
  "reply",
] as const;
type Slot = (typeof SLOTS)[number];

/**
 * The id of something that a command makes. Command ids end in a zero byte (see `commands.ts`), and what the command
 * makes counts up from there, so that ids need no randomness in the rules and still sort by time.
 */
export function derivedId(
  commandId: string,
  slot: Slot | `${"conflict" | "merged"}:${FieldName}`,
): string {
  const [group = "", field] = slot.split(":") as [string, FieldName?];
  const ordinal =
    field === undefined
      ? SLOTS.indexOf(group as Slot) + 1
      : SLOTS.length +
        1 +
        FIELD_NAMES.indexOf(field) +
        (group === "merged" ? FIELD_NAMES.length : 0);
  return commandId.slice(0, -2) + ordinal.toString(16).padStart(2, "0");
}
