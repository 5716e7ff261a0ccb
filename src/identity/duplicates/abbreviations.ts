/** Words of addresses and how they are shortened. The first one stands for all. */
const SHORTENED = [
  "st street str",
  "ave avenue av",
  "rd road",
  "cres crescent cr cresc",
  "pl place",
  "dr drive drv",
  "ct court crt",
  "cl close",
  "cir circuit cct circ circle",
  "ln lane",
  "pde parade",
  "tce terrace ter",
  "blvd boulevard bvd",
  "hwy highway",
  "sq square",
  "apt apartment apmt apmnt unit flat",
  "vlg village vlge",
  "n north",
  "s south",
  "e east",
  "w west",
  "mt mount",
];

const CANONICAL = new Map(
  SHORTENED.flatMap((row) => {
    const [first = "", ...others] = row.split(" ");
    return others.map((other) => [other, first] as const);
  }),
);

export const canonicalWord = (word: string) => CANONICAL.get(word) ?? word;
