import { randomUUID } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7: ids sort by when they were made, so that keyset pages and indexes need no other column. */
export const newId = (): string => v7();

/** The id of a command: a UUIDv7 whose last byte is zero, from which the ids of what it makes count up (`derived-id.ts`). */
export const newCommandId = (): string => `${v7().slice(0, -2)}00`;

/** The id of the command that made something. */
export const commandIdOf = (id: string): string => `${id.slice(0, -2)}00`;

/** The id of a row that is imported: as a command's, with the byte before the last for the commands that it is part of. */
export const newRowId = (): string => `${v7().slice(0, -4)}0000`;

/** A visitor's id is random throughout (SPEC 1): it must not tell when, or after whom, a visitor came. */
export const newVisitorId = (): string => randomUUID();
