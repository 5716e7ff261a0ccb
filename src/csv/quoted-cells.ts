import { parse } from "csv-parse/sync";
import type { Dialect } from "./dialect.ts";
import { parseOptions } from "./tokenizer.ts";

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");
const DELIMITER_LENGTH = 1;

/**
 * Reads a row again of which a cell seems to begin with a quote: either the cell's text does, or there is something
 * after its closing quote. Spaces there are let pass, anything else is broken.
 */
export function readQuotedCells(
  text: Buffer,
  dialect: Dialect,
  columns: number,
): { cells: string[]; brokenColumn: number | null } {
  let start = text.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
  let brokenColumn: number | null = null;
  const [cells = []] = parse(text, {
    ...parseOptions(dialect, columns),
    cast: (value, { bytes, index, quoting }) => {
      const raw = text.toString("utf8", start, bytes);
      start = bytes + DELIMITER_LENGTH;
      if (!quoting) return value;
      const unquoted = unquote(raw, dialect.quote);
      if (unquoted === null) brokenColumn ??= index + 1;
      return unquoted ?? value;
    },
  }) as string[][];
  return { cells, brokenColumn };
}

function unquote(raw: string, quote: string): string | null {
  const quoted = raw.trimEnd();
  const inner = quoted.slice(1, -1);
  const isClosedAtTheEnd = quoted.length >= 2 && quoted.endsWith(quote);
  if (!isClosedAtTheEnd || inner.replaceAll(quote + quote, "").includes(quote)) return null;
  return inner.replaceAll(quote + quote, quote);
}
