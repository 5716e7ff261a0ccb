/** A longer message is read up to here: details stand in short ones, and what is read is paid for by everybody. */
export const LONGEST_READ = 2_000;

/** Characters that plain text never holds (they are taken out), to mark places with. */
export const MARK = { at: "\uE000", plus: "\uE001", gone: "\uE002" } as const;

export interface PlainText {
  readonly text: string;
  /** There was more of it, so what stands at the very end may be only a part of something. */
  readonly cut: boolean;
}

/**
 * A message as it is searched: compatibility characters (full-width ones among them) as plain ones, without invisible
 * characters, one kind of space, dash and apostrophe, and a line break for what separates as one does, such as emoji.
 */
export function plainText(message: string): PlainText {
  const compatible = message
    .slice(0, LONGEST_READ)
    .replace(/[\uFE0F\u20E3]/gu, "") // What makes a digit a key-cap emoji.
    .normalize("NFKC");
  const text = compatible
    .slice(0, LONGEST_READ)
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu, "\n")
    .replace(/[\r\v\f\u0085\u2028\u2029]|[\p{Cs}\p{Co}\p{Cn}]/gu, "\n")
    .replace(/[^\S\n]+|[^\P{Cc}\n]+/gu, " ")
    .replace(/ ?\n[ \n]*/gu, "\n")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[‘’ʼ´`]/gu, "'")
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/(?<=\d) ?[·•‧∙] ?(?=\d)/gu, ".");
  return {
    text: text.trimEnd(),
    cut: message.length > LONGEST_READ || compatible.length > LONGEST_READ,
  };
}

/** The text with a stretch of it taken out, all else where it was. */
export const without = (text: string, start: number, end: number) =>
  text.slice(0, start) + MARK.gone.repeat(end - start) + text.slice(end);
