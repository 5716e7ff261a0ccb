/** Somebody who writes before the import, and is in the file too. */
const WRITERS = [
  { email: "zoe.mueller@customers.example", firstName: "Zoë", lastName: "Müller" },
  { email: "jose.pena@customers.example", firstName: "José", lastName: "Peña" },
  { email: "ida.oberg@customers.example", firstName: "Ida", lastName: "Öberg" },
];

/** The customers that an office program saved: semicolons, Windows-1252, CRLF. Each line says what becomes of it. */
const LINES: readonly (readonly [outcome: keyof Omit<ImportCounts, "rows">, line: string])[] = [
  ["unchanged", "Zoë;Müller;Zoe.Mueller@customers.example;"],
  ["conflicting", "José;Peña García;jose.pena@customers.example;"],
  ["filled", 'Ida;Öberg;ida.oberg@customers.example;"Öberg; Söner"'],
  ["created", "Chloé;Dubois;chloe.dubois@customers.example;"],
  ["repeated", "Chloé;Dubois;CHLOE.DUBOIS@customers.example;"],
  ["created", 'Åsa;Lind;asa.lind@customers.example;"Lind ""& Co"""'],
  ["refused", "Bo;Long;nonsense;"],
  ["refused", "Eve;Brontë;;"],
];

export interface ImportCounts {
  rows: number;
  created: number;
  conflicting: number;
  filled: number;
  unchanged: number;
  repeated: number;
  refused: number;
}

const count = (outcome: string) => LINES.filter(([each]) => each === outcome).length;

export const customers = {
  writers: WRITERS,
  bytes: Buffer.from(
    ["First name;Last name;E-mail;Company", ...LINES.map(([, line]) => line), ""].join("\r\n"),
    // All of it is in the part that Windows-1252 and Latin 1 share.
    "latin1",
  ),
  counts: {
    rows: LINES.length,
    created: count("created"),
    conflicting: count("conflicting"),
    filled: count("filled"),
    unchanged: count("unchanged"),
    repeated: count("repeated"),
    refused: count("refused"),
  } satisfies ImportCounts,
  /** Lines of the file, the header being the first. */
  refusedLines: LINES.flatMap(([outcome], index) => (outcome === "refused" ? [index + 2] : [])),
};
