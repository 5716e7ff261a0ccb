import tr46 from "tr46";
import validator from "validator";
import { invalid, type Normalized, normalizeText } from "./text.ts";

/** The longest address that mail can be sent to (RFC 5321). */
const MAX_EMAIL = 254;

/**
 * The one form of an email address (SPEC 3.3): compatibility-normalised, lower case, its domain in ASCII. Dots and tags
 * in the local part stay, since whether they matter is the mail provider's to say.
 */
export function normalizeEmail(text: string): Normalized {
  const plain = normalizeText(text, MAX_EMAIL);
  if (!plain.ok) return plain;
  const value = plain.value.normalize("NFKC").toLowerCase();
  const at = value.lastIndexOf("@");
  const domain = tr46.toASCII(value.slice(at + 1), {
    checkBidi: true,
    checkHyphens: true,
    checkJoiners: true,
    useSTD3ASCIIRules: true,
    verifyDNSLength: true,
  });
  const address = `${value.slice(0, at)}@${domain}`;
  if (at < 1 || domain === null || !validator.isEmail(address) || address.length > MAX_EMAIL)
    return invalid("MALFORMED", "This is not an email address.");
  // Once more: normalising can bring a placeholder to light.
  return normalizeText(address, MAX_EMAIL);
}
