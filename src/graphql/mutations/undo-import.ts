import { undoImport } from "../../actions/imports/undo-import.ts";
import { ImportTouched } from "../import-refusals.ts";
import { defineImportVerb } from "./import-verb.ts";

defineImportVerb("undoImport", {
  description:
    "Takes back what an import that has ended did, in the background: follow it by `importProgress`. Contacts that it made are deleted for good; on others, what it filled or replaced is what it was, its conflicts are withdrawn and those that they had ended open again, and its tags, lists, assignees and suspicions go. Lists and tags that it made stay. Refused as a whole where anybody else has touched a contact that it made or changed, a later import that was not undone included. For admins.",
  done: "The import, which waits for its turn or has it already.",
  action: undoImport,
  refusals: [ImportTouched],
});
