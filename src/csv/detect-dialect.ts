import { detectDelimiter } from "./detect-delimiter.ts";
import { detectEncoding } from "./detect-encoding.ts";
import type { Dialect, Encoding } from "./dialect.ts";

/**
 * How a file is written, by its first bytes: some ten thousand tell, `isWhole` if they are all of it. What is known of
 * it already wins, and the rest is detected in its light.
 */
export function detectDialect(
  sample: Uint8Array,
  isWhole: boolean,
  known: Partial<Dialect> = {},
): Dialect {
  const encoding = known.encoding ?? detectEncoding(sample, isWhole);
  const quote = known.quote ?? '"';
  const delimiter = known.delimiter ?? detectDelimiter(roughText(sample, encoding), quote, isWhole);
  return { encoding, delimiter, quote };
}

/** Half characters at the end don't matter here. */
const roughText = (sample: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(sample, { stream: true });
