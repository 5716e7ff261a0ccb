import { previewImport } from "../../actions/imports/preview-import.ts";
import { ImportFileGone, ImportMappingIncomplete } from "../import-refusals.ts";
import { defineImportVerb } from "./import-verb.ts";

defineImportVerb("previewImport", {
  description:
    "Has the whole file tried, without changing anything, so that it is known what running it would do. It is done in the background: follow it by `importProgress`. A file that can't be read is stopped, and says where. For admins.",
  done: "The import, which waits for its turn or has it already.",
  action: previewImport,
  refusals: [ImportFileGone, ImportMappingIncomplete],
});
