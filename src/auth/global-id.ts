/** What has an opaque id. The names are those of the schema, and part of every id handed out: they never change. */
export const ID_TYPES = [
  "Workspace",
  "Member",
  "IntegrationKey",
  "Contact",
  "AnonymousVisitor",
  "Conversation",
  "Message",
  "ConflictField",
  "SuspectedDuplicate",
  "ContactList",
  "ContactMerge",
  "Tag",
  "Import",
  "ImportMapping",
] as const;
export type IdType = (typeof ID_TYPES)[number];

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PLAIN_UUID = new RegExp(`^${UUID}$`);
const DECODED = new RegExp(`^(${ID_TYPES.join("|")}):(${UUID})$`);
const LONGEST = Math.ceil(((Math.max(...ID_TYPES.map((type) => type.length)) + 37) * 4) / 3);

/** The only spelling of a UUID that is accepted from outside: lower case, with hyphens, so that equal ids are equal text. */
export const isUuid = (text: string): boolean => PLAIN_UUID.test(text);

/** The opaque id of the API: base64url of `Type:uuid`. It names no workspace: the caller's is always added (DESIGN, Data). */
export function encodeId(type: IdType, uuid: string): string {
  return Buffer.from(`${type}:${uuid}`, "latin1").toString("base64url");
}

/** Type and uuid of an opaque id; null for anything that `encodeId` would not have written exactly so. */
export function parseId(id: string): { type: IdType; uuid: string } | null {
  if (id.length > LONGEST) return null;
  const match = DECODED.exec(Buffer.from(id, "base64url").toString("latin1"));
  if (match === null) return null;
  const [, type, uuid] = match as unknown as [string, IdType, string];
  // Node skips characters that base64url has no place for, so many texts decode to one: only the canonical one counts.
  return encodeId(type, uuid) === id ? { type, uuid } : null;
}

/** The uuid of an opaque id of the given type; null for anything malformed or of another type. */
export function decodeId(type: IdType, id: string): string | null {
  const parsed = parseId(id);
  return parsed?.type === type ? parsed.uuid : null;
}

/** The nil UUID, which is never handed out. */
const NOBODYS_ID = "00000000-0000-0000-0000-000000000000";

/** The uuid of an opaque id, for a filter: what is no id of the type is answered as one that does not exist. */
export const decodeIdOrNobodys = (type: IdType, id: string): string =>
  decodeId(type, id) ?? NOBODYS_ID;
