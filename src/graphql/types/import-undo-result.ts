import type { UndoResult } from "../../database/imports/import-record.ts";
import { builder } from "../builder.ts";

export const ImportUndoResult = builder.objectRef<UndoResult>("ImportUndoResult").implement({
  description: "What became of the contacts of an import that was undone.",
  fields: (t) => ({
    deletedContacts: t.exposeInt("deletedContacts", {
      description: "How many contacts that it had made were deleted.",
    }),
    revertedContacts: t.exposeInt("revertedContacts", {
      description: "How many other contacts are as they were before it.",
    }),
    keptContacts: t.exposeInt("keptContacts", {
      description:
        "How many stayed as they are, because somebody touched them after the undo was asked for.",
    }),
  }),
});
