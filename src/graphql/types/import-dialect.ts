import type { Dialect } from "../../csv/dialect.ts";
import { builder } from "../builder.ts";
import { ImportDelimiter, ImportEncoding, ImportQuote } from "./import-enums.ts";

export const ImportDialect = builder.objectRef<Dialect>("ImportDialect").implement({
  description: "How a file is written.",
  fields: (t) => ({
    encoding: t.expose("encoding", { type: ImportEncoding, description: "Its characters." }),
    delimiter: t.expose("delimiter", { type: ImportDelimiter, description: "Between cells." }),
    quote: t.expose("quote", { type: ImportQuote, description: "Around cells." }),
  }),
});
