import { undoImport } from "../../actions/imports/undo-import.ts";
import { defineImportVerb } from "./import-verb.ts";

defineImportVerb("undoImport", {
  description:
    "Takes back what an import that has ended did, in the background: follow it by `importProgress`. For admins.",
  done: "The import, which waits for its turn or has it already.",
  action: undoImport,
});
