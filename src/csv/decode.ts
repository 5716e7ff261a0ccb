import { isUtf8 } from "node:buffer";
import type { Encoding } from "./dialect.ts";

/** A byte that is no character in the encoding follows here. */
export class NotInEncoding extends Error {}

/** What half a character becomes: it can't be stored either, and its row is refused for it. */
const NUL = "\0";
const HALF_CHARACTER = /\p{Surrogate}/gu;

/** The text in UTF-8, byte order mark included. Throws `NotInEncoding` after all that is before the wrong byte. */
export async function* decode(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  const { wholeCharacters, toUtf8 } = codecs[encoding];
  let rest = Buffer.of();
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    const length = wholeCharacters(bytes);
    const text = toUtf8(bytes.subarray(0, length));
    if (text === null) {
      yield beforeTheWrongByte(bytes, codecs[encoding]);
      throw new NotInEncoding();
    }
    yield text;
    rest = bytes.subarray(length);
  }
  if (rest.length === 0) return;
  const text = toUtf8(rest);
  if (text === null) throw new NotInEncoding();
  yield text;
}

interface Codec {
  /** How many of the bytes are characters that don't go on in later bytes. */
  readonly wholeCharacters: (bytes: Buffer) => number;
  /** Null: not in this encoding. */
  readonly toUtf8: (bytes: Buffer) => Buffer | null;
}

const codecs: Readonly<Record<Encoding, Codec>> = {
  "UTF-8": { wholeCharacters: wholeUtf8, toUtf8: (bytes) => (isUtf8(bytes) ? bytes : null) },
  "UTF-16LE": { wholeCharacters: (bytes) => wholeUtf16(bytes, 1), toUtf8: fromUtf16 },
  "UTF-16BE": {
    wholeCharacters: (bytes) => wholeUtf16(bytes, 0),
    toUtf8: (bytes) => fromUtf16(bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes),
  },
  "WINDOWS-1252": { wholeCharacters: (bytes) => bytes.length, toUtf8: fromWindows1252 },
};

function wholeUtf8(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const characterLength = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return characterLength > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** A first half of a surrogate pair waits for the second. */
function wholeUtf16(bytes: Buffer, highByte: 0 | 1): number {
  const length = bytes.length - (bytes.length % 2);
  const last = bytes[length - 2 + highByte];
  return last !== undefined && last >= 0xd8 && last <= 0xdb ? length - 2 : length;
}

/** Not by TextDecoder, which makes U+FFFD of half a character, or refuses the whole text for it. */
function fromUtf16(bytes: Buffer): Buffer | null {
  if (bytes.length % 2 !== 0) return null;
  const text = bytes.toString("utf16le");
  return Buffer.from(text.isWellFormed() ? text : text.replace(HALF_CHARACTER, NUL));
}

/**
 * The five bytes that Windows-1252 leaves undefined tell that the file is written in something else (old files of a
 * Macintosh have "ç", "é" and "ù" there). Streaming, because Node 20 takes what it decodes at once for Latin-1.
 */
function fromWindows1252(bytes: Buffer): Buffer | null {
  const text = new TextDecoder("windows-1252").decode(bytes, { stream: true });
  return /[\x81\x8d\x8f\x90\x9d]/.test(text) ? null : Buffer.from(text);
}

function beforeTheWrongByte(bytes: Buffer, { wholeCharacters, toUtf8 }: Codec): Buffer {
  const textOf = (length: number) => {
    const start = bytes.subarray(0, length);
    return toUtf8(start.subarray(0, wholeCharacters(start)));
  };
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (textOf(middle) === null) bad = middle;
    else good = middle;
  }
  return textOf(good) ?? Buffer.of();
}
