import type { Encoding } from "../../../../src/csv/dialect.ts";

/** Of the bytes of Windows-1252, those that Latin-1 has otherwise. */
const WINDOWS = [..."€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"];

/** The text in an encoding, half characters and all. */
export function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case "UTF-8":
      return Buffer.from(text);
    case "UTF-16LE":
      return Buffer.from(text, "utf16le");
    case "UTF-16BE":
      return Buffer.from(text, "utf16le").swap16();
    case "WINDOWS-1252":
      return Buffer.from([...text].map(windowsByte));
  }
}

function windowsByte(character: string): number {
  const own = WINDOWS.indexOf(character);
  return own < 0 ? (character.codePointAt(0) as number) : 0x80 + own;
}
