import type { Instant } from "../../../src/identity/model.ts";

const START = Date.UTC(2026, 0, 5, 8, 0, 0);

/** The moment `n` minutes after the story starts; negative for what happened before it. */
export const minute = (n: number): Instant => new Date(START + n * 60_000).toISOString();

/** Command ids as the service makes them: UUIDv7, the last byte zero (see `derived-id.ts`). */
export const commandId = (n: number) =>
  `019b0000-0000-7000-8000-${n.toString(16).padStart(10, "0")}00`;
