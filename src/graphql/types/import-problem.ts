import type { ImportProblem as Problem } from "../../database/imports/import-record.ts";
import { builder } from "../builder.ts";
import { ImportProblemCode } from "./import-enums.ts";

export const ImportProblem = builder.objectRef<Problem>("ImportProblem").implement({
  description: "Why a file can't be imported as it is, and where.",
  fields: (t) => ({
    code: t.expose("code", { type: ImportProblemCode, description: "For programs." }),
    line: t.exposeInt("line", { nullable: true, description: "The line of the file, from 1." }),
    column: t.exposeInt("column", { nullable: true, description: "The column, from 1." }),
    message: t.exposeString("message", { description: "A sentence for people, in English." }),
  }),
});
