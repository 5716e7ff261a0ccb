import { FIELD_NAMES, type FieldName } from "./model.ts";

/** What one command can make at the most: these, and one conflict a field. */
const SLOTS = [
  "contact",
  "suspicion0",
  "suspicion1",
  "suspicion2",
  "suspicion3",
  "conversation",
  "message",
] as const;
type Slot = (typeof SLOTS)[number];

/**
 * The id of something that a command makes. Command ids end in a zero byte (see `commands.ts`), and what the command
 * makes counts up from there, so that ids need no randomness in the rules and still sort by time.
 */
export function derivedId(commandId: string, slot: Slot | `conflict:${FieldName}`): string {
  const ordinal = slot.startsWith("conflict:")
    ? SLOTS.length + 1 + FIELD_NAMES.indexOf(slot.slice("conflict:".length) as FieldName)
    : SLOTS.indexOf(slot as Slot) + 1;
  return commandId.slice(0, -2) + ordinal.toString(16).padStart(2, "0");
}
