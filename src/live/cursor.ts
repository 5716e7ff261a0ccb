/**
 * The public cursor of the event stream (SPEC 9.2): base64url of `<epoch>.<position>`. It is opaque to clients; the
 * epoch names the life of the database that the position belongs to, so that a cursor taken before a restore is never
 * mistaken for one taken after it.
 */
export interface CursorPosition {
  readonly epoch: string;
  readonly position: bigint;
}

const PLAIN = /^([0-9a-f]{16})\.(0|[1-9][0-9]{0,18})$/;
const MAX_POSITION = 2n ** 63n - 1n;
/** A cursor is 16 + 1 + at most 19 characters, in base64url. Longer text is refused before it is decoded. */
const MAX_LENGTH = 48;

export function encodeCursor({ epoch, position }: CursorPosition): string {
  return Buffer.from(`${epoch}.${position}`, "latin1").toString("base64url");
}

/** Null for everything that `encodeCursor` cannot have made: other alphabets, padding, leading zeros, trailing text. */
export function decodeCursor(text: string): CursorPosition | null {
  if (text.length > MAX_LENGTH) return null;
  const plain = Buffer.from(text, "base64url").toString("latin1");
  const [, epoch, digits] = PLAIN.exec(plain) ?? [];
  if (epoch === undefined || digits === undefined) return null;
  const position = BigInt(digits);
  if (position > MAX_POSITION) return null;
  // Buffer skips what is not base64url, so only text that encodes back to itself is a cursor.
  return encodeCursor({ epoch, position }) === text ? { epoch, position } : null;
}
