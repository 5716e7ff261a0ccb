import { randomUUID } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7: ids sort by when they were made, so that keyset pages and indexes need no other column. */
export const newId = (): string => v7();

/** The id of a command: a UUIDv7 whose last byte is zero, from which the ids of what it makes count up (`derived-id.ts`). */
export const newCommandId = (): string => `${v7().slice(0, -2)}00`;

/** A visitor's id is random throughout (SPEC 1): it must not tell when, or after whom, a visitor came. */
export const newVisitorId = (): string => randomUUID();
