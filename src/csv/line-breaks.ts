/** How many line breaks a text has: CR, LF, and CRLF, which is one. */
export const lineBreaks = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;
