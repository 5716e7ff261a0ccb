import { parse } from "csv-parse/sync";
import { csvLimits } from "./csv-limits.ts";
import type { Delimiter, Quote } from "./dialect.ts";
import { parseOptions } from "./tokenizer.ts";

/** More would cost time and tell nothing new. */
const ROWS = 50;
const CHARACTERS = 16_384;

/** In text that is not meant to be cut by them: of two that cut a file alike, the rarer one does. */
const BY_RARITY: readonly Delimiter[] = ["\t", "|", ";", ","];

/**
 * What the first line says, if it is Excel's `sep=;`. Otherwise what cuts the header into the most columns that the rows
 * below have as well; a comma if nothing cuts it.
 */
export function detectDelimiter(text: string, quote: Quote, isWhole: boolean): Delimiter {
  const said = /^\uFEFF?"?sep=([,;\t|])"?(?:[\r\n]|$)/i.exec(text)?.[1];
  if (said) return said as Delimiter;
  const sample = text.slice(0, CHARACTERS);
  const isCut = !isWhole || sample.length < text.length;
  const scored = BY_RARITY.map((delimiter) => ({
    delimiter,
    score: score(widths(sample, delimiter, quote, isCut)),
  }));
  const best = scored.reduce((one, next) => (next.score > one.score ? next : one));
  return best.score > 0 ? best.delimiter : ",";
}

function score([header = 0, ...rows]: readonly number[]): number {
  if (header < 2) return 0;
  const alike = rows.filter((width) => width === header).length;
  return ((1 + alike) / (1 + rows.length)) * (1 - 1 / header);
}

/** How many cells the rows have that are not blank. */
function widths(sample: string, delimiter: Delimiter, quote: Quote, isCut: boolean): number[] {
  const found: number[] = [];
  const note = (cells: string[]) => {
    if (cells.some((cell) => cell.trim() !== "")) found.push(cells.length);
    return null;
  };
  try {
    parse(sample, {
      ...parseOptions({ delimiter, quote }, csvLimits.columns),
      to: ROWS,
      on_record: note,
    });
  } catch {
    // The sample ends inside of quotes: its last row is not among those that were found.
    return found;
  }
  return isCut && found.length > 1 && found.length < ROWS ? found.slice(0, -1) : found;
}
