import { invalidCell } from "./cell-reading.ts";

/** Errors of formulas as spreadsheets write them, in six languages; what was there is lost. */
const SPREADSHEET_ERRORS =
  /^#(?:[¡¿]?(?:REF|VALUE|NAME|NULL|NUM|DIV\/0|SPILL|CALC|BEZUG|WERT|ZAHL|VALEUR|NOM|NOMBRE|RIF|VALORE|VALOR|NOME|NULO)[!?]|#{2,})$/iu;

export const isSpreadsheetError = (text: string): boolean =>
  text.startsWith("#") && SPREADSHEET_ERRORS.test(text);

export const spreadsheetError = invalidCell(
  "SPREADSHEET_ERROR",
  "The cell holds an error of the spreadsheet that the file was made with, instead of a value. Mend the formula there, or clear the cell.",
);

/** `4,91512E+11`: most of the digits are gone. */
export const isRoundedNumber = (text: string): boolean =>
  /^[+-]?\d+(?:[.,]\d*)?\s?E\s?[+-]?\d+$/iu.test(text);

export const roundedNumber = invalidCell(
  "SPREADSHEET_NUMBER",
  "A spreadsheet took this phone number for a number and rounded it, so that its last digits are lost. Take the file from where it came from, and format the column as text before a spreadsheet opens it; then enter the number with all its digits.",
);

/** `491512345678.0`: all digits are there, and a fraction that says nothing. */
export const withoutFraction = (text: string): string =>
  text.replace(/^(\d{5,})[.,]0{1,2}$/u, "$1");
