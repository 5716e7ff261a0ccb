import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { isUuid } from "./global-id.ts";

/** `onk`: an integration key. `onr`: a member's renewal token. The prefix lets secret scanners find leaked ones. */
export type OpaqueTokenKind = "onk" | "onr";

const SHAPE = /^(onk|onr)_([0-9a-f]{32})([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/**
 * A token that is nothing but a secret: `<kind>_<workspace><id>_<32 random bytes>`. It says itself where it is looked up,
 * so that one read by primary key suffices. Only the hash is stored; a fast one will do, because nobody guesses 256 bits.
 */
export function makeOpaqueToken(
  kind: OpaqueTokenKind,
  workspaceId: string,
  id: string,
): { token: string; secretHash: string } {
  const secret = randomBytes(32).toString("base64url");
  const token = `${kind}_${workspaceId.replaceAll("-", "")}${id.replaceAll("-", "")}_${secret}`;
  return { token, secretHash: hashSecret(secret) };
}

/** What an opaque token says of itself; null when it is no token of that kind. Nothing is proved by it yet. */
export function readOpaqueToken(
  kind: OpaqueTokenKind,
  token: string,
): { workspaceId: string; id: string; secret: string } | null {
  const match = SHAPE.exec(token);
  if (match === null || match[1] !== kind) return null;
  const [, , workspace, id, secret] = match as unknown as [string, string, string, string, string];
  const [workspaceId, uuid] = [hyphenated(workspace), hyphenated(id)];
  return isUuid(workspaceId) && isUuid(uuid) ? { workspaceId, id: uuid, secret } : null;
}

export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** Takes the same time wherever the two differ. */
export function secretMatches(secret: string, secretHash: string): boolean {
  const [given, kept] = [Buffer.from(hashSecret(secret)), Buffer.from(secretHash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

const hyphenated = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  );
