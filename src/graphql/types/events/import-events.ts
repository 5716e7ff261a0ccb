import { encodeId } from "../../../auth/global-id.ts";
import { ImportCounts } from "../import-counts.ts";
import { eventType } from "./event-type.ts";

export const importEvents = [
  eventType(
    "ContactsImported",
    "An import came to its end: the one event of it in the stream. What it did to each contact is in the contact's history, so whoever keeps contacts reads them again.",
    (t) => ({
      importId: t.id({
        description: "The id of the import.",
        resolve: ({ event }) => encodeId("Import", event.ofImportId),
      }),
      cancelled: t.boolean({
        description: "Whether it was cancelled: `counts` then says what it had done.",
        resolve: ({ event }) => event.cancelled,
      }),
      counts: t.field({
        type: ImportCounts,
        description: "What became of its rows.",
        resolve: ({ event }) => event.counts,
      }),
    }),
  ),
  eventType(
    "ImportUndone",
    "An import was undone: what it had done to contacts that nobody touched since was taken back. The one event of it in the stream, too: read the contacts again.",
    (t) => ({
      importId: t.id({
        description: "The id of the import.",
        resolve: ({ event }) => encodeId("Import", event.ofImportId),
      }),
      deletedContacts: t.int({
        description: "How many contacts that it had made are deleted.",
        resolve: ({ event }) => event.deletedContacts,
      }),
      revertedContacts: t.int({
        description: "How many other contacts are as they were before it.",
        resolve: ({ event }) => event.revertedContacts,
      }),
      keptContacts: t.int({
        description: "How many stayed as they are, because somebody touched them meanwhile.",
        resolve: ({ event }) => event.keptContacts,
      }),
    }),
  ),
] as const;
