import { runImport } from "../../actions/imports/run-import.ts";
import { defineImportVerb } from "./import-verb.ts";

defineImportVerb("runImport", {
  description:
    "Does what the preview of an import said, in the background: follow it by `importProgress`. Only a previewed import can be run. For admins.",
  done: "The import, which waits for its turn or has it already.",
  action: runImport,
});
