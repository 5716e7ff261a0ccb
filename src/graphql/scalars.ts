import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import type { Json } from "../identity/model.ts";
import { builder } from "./builder.ts";
import { UploadedFile } from "./uploaded-file.ts";

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;

const bad = (message: string) =>
  new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });

/** A moment as ISO 8601 with an offset. Days that no calendar has (30 February) are refused, not carried over. */
export function parseDateTime(value: unknown): Date {
  const match = typeof value === "string" ? ISO_8601.exec(value) : null;
  const date = new Date(
    match ? (value as string).replace(/([+-]\d{2})(\d{2})$/, "$1:$2") : Number.NaN,
  );
  if (match === null || Number.isNaN(date.getTime()))
    throw bad('A DateTime is ISO 8601 with an offset, such as "2026-03-01T09:30:00Z".');
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate() || month < 1 || day < 1)
    throw bad("A DateTime names a day that the calendar does not have.");
  return date;
}

builder.scalarType("DateTime", {
  description:
    'A moment. Given as ISO 8601 with an offset (`"2026-03-01T10:30:00+01:00"`), answered in UTC with milliseconds (`"2026-03-01T09:30:00.000Z"`).',
  serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parseValue: parseDateTime,
});

builder.scalarType("Cursor", {
  description:
    "The place of an event in its workspace's log. Opaque: store the last one that you have dealt with, and pass it as `after` to go on from there.",
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== "string") throw bad("A Cursor is a text.");
    return value;
  },
});

builder.scalarType("ChatCursor", {
  description:
    "A place in what happened in one visitor's conversations. Opaque, and of use to this visitor alone: store the last one that you have dealt with, and pass it as `after` to go on from there.",
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== "string") throw bad("A ChatCursor is a text.");
    return value;
  },
});

builder.scalarType("File", {
  description:
    "A file that is sent with the operation, as `multipart/form-data` (`uploadImport` says how). The variable holds null, and the part `map` says that the file belongs there.",
  serialize: () => {
    throw bad("A File is given, and never answered.");
  },
  parseValue: (value) => {
    if (value instanceof UploadedFile) return value;
    throw bad("A File is sent as a part of a `multipart/form-data` request, not within the JSON.");
  },
  parseLiteral: () => {
    throw bad("A File is given by a variable.");
  },
});

builder.scalarType("JSONObject", {
  description:
    'Free-form attributes: a JSON object whose values may be texts, numbers, booleans, lists and objects. Example: `{ "plan": "gold", "seats": 3 }`.',
  serialize: (value) => value,
  parseValue: (value) => jsonObject(value),
  parseLiteral: (node: ValueNode, variables) => {
    if (node.kind !== Kind.OBJECT) throw bad("A JSONObject is a JSON object.");
    return jsonObject(valueFromASTUntyped(node, variables));
  },
});

function jsonObject(value: unknown): { [key: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw bad("A JSONObject is a JSON object.");
  return value as { [key: string]: Json };
}
