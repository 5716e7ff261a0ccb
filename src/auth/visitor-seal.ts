import { hkdfSync, type KeyObject } from "node:crypto";
import { CompactEncrypt, compactDecrypt, errors } from "jose";
import type { VisitorCaller } from "./caller.ts";

/** Texts are sealed at one length, so that the length of what comes out says nothing. */
const LENGTH = 64;
/** Ours are of one length, below this. */
const LONGEST_SEALED = 256;
const HEADER = { alg: "dir", enc: "A256GCM" } as const;

/**
 * Text that a visitor keeps for us and cannot read: encrypted, and of use to that visitor of that workspace alone,
 * because the key is derived for the two. Sealed twice, it differs.
 */
export function sealForVisitor(
  tokenKey: KeyObject,
  visitor: Holder,
  text: string,
): Promise<string> {
  if (text.length > LENGTH) throw new RangeError("too long to be sealed");
  return new CompactEncrypt(Buffer.from(text.padEnd(LENGTH), "latin1"))
    .setProtectedHeader(HEADER)
    .encrypt(keyFor(tokenKey, visitor));
}

/** Null for everything that was not sealed for this visitor. */
export async function openForVisitor(
  tokenKey: KeyObject,
  visitor: Holder,
  sealed: string,
): Promise<string | null> {
  if (sealed.length > LONGEST_SEALED) return null;
  try {
    const { plaintext } = await compactDecrypt(sealed, keyFor(tokenKey, visitor), {
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
    });
    return Buffer.from(plaintext).toString("latin1").trimEnd();
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

type Holder = Pick<VisitorCaller, "workspaceId" | "visitorId">;

const keyFor = (tokenKey: KeyObject, { workspaceId, visitorId }: Holder): Uint8Array =>
  new Uint8Array(
    hkdfSync("sha256", tokenKey, workspaceId, `onymous seal for visitor ${visitorId}`, 32),
  );
