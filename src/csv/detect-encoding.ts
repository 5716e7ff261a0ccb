import type { Encoding } from "./dialect.ts";

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ["UTF-8", [0xef, 0xbb, 0xbf]],
  ["UTF-16LE", [0xff, 0xfe]],
  ["UTF-16BE", [0xfe, 0xff]],
];

/** By its byte order mark, by the zeros of UTF-16, or UTF-8 if it can be that: other files are hardly ever valid in it. */
export function detectEncoding(sample: Uint8Array, isWhole: boolean): Encoding {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => sample[i] === byte));
  if (marked) return marked[0];
  if (looksLikeUtf16(sample, 1)) return "UTF-16LE";
  if (looksLikeUtf16(sample, 0)) return "UTF-16BE";
  return isUtf8(sample, isWhole) ? "UTF-8" : "WINDOWS-1252";
}

/** A sample may end inside of a character, which a decoder that streams waits for. */
function isUtf8(sample: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

const ZEROS_AT_LEAST = 0.1;
const ZEROS_WITHOUT_LINE_BREAKS = 0.5;

/**
 * The characters that CSV is made of have a zero for their high byte in UTF-16, and nothing has a zero for the low one.
 * A stray NUL in a file of single bytes is told apart by the line breaks: most are no whole unit there.
 */
function looksLikeUtf16(sample: Uint8Array, highByte: 0 | 1): boolean {
  let [zeroHighs, zeroLows, breaks, breakBytes] = [0, 0, 0, 0];
  const units = Math.floor(sample.length / 2);
  for (let i = 0; i < units * 2; i += 2) {
    const high = sample[i + highByte] as number;
    const low = sample[i + 1 - highByte] as number;
    if (high === 0 && low !== 0) zeroHighs++;
    if (low === 0) zeroLows++;
    if (isLineBreak(low)) breakBytes++;
    if (isLineBreak(high)) breakBytes++;
    if (high === 0 && isLineBreak(low)) breaks++;
  }
  const share = zeroHighs / Math.max(units, 1);
  if (zeroLows > zeroHighs / 10) return false;
  return breakBytes === 0
    ? share >= ZEROS_WITHOUT_LINE_BREAKS
    : share >= ZEROS_AT_LEAST && breaks > breakBytes / 2;
}

const isLineBreak = (byte: number): boolean => byte === 0x0a || byte === 0x0d;
