/** In characters: longer ones that mean anything do not occur (RFC 5646, 4.4.1). */
const LONGEST_TAG = 35;

/** The one way of writing a BCP 47 tag, in which it is kept and compared: `pt-br` is `pt-BR`. Null where it is none. */
export function canonicalTag(tag: string): string | null {
  if (tag.length > LONGEST_TAG) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
