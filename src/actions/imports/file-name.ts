import { normalizeText } from "../../identity/normalize/text.ts";

const LONGEST = 255;

/** The name of an uploaded file as it is shown, without the folders that some senders put before it; null: it has none. */
export function readFileName(given: string): string | null {
  const read = normalizeText(given.replace(/^.*[/\\]/su, ""), LONGEST);
  return read.ok && !/\p{Cc}/u.test(read.value) ? read.value : null;
}
