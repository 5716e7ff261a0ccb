import { cancelImport } from "../../actions/imports/cancel-import.ts";
import { defineImportVerb } from "./import-verb.ts";

defineImportVerb("cancelImport", {
  description:
    "Ends an import where it is, and removes its file. One that is being previewed or run ends after the rows that are in hand; what was applied stays, and can be undone. Cancelling it again changes nothing. For admins.",
  done: "The import: cancelled, or about to be.",
  action: cancelImport,
});
