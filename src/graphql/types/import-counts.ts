import type { ImportCounts as Counts } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";

const DESCRIPTIONS: { readonly [Name in keyof Counts]: string } = {
  rows: "All rows of the file, blank ones left out: the sum of the others.",
  created: "People who became new contacts.",
  conflicting:
    "People whose contact has a value that differs: it was kept beside the main value, as an open conflict.",
  filled: "People whose contact got something that it lacked, and nothing that differs.",
  unchanged: "People whose contact says all of it already.",
  repeated: "Further rows of people who are counted by an earlier row of the file.",
  refused: "Rows that can't be taken. Each says why, and can be mended and imported again.",
};

export const ImportCounts = builder.objectRef<Counts>("ImportCounts").implement({
  description:
    "What becomes of the rows of a file. A person is counted once, by its first row, as the first of created, conflicting, filled and unchanged that it is.",
  fields: (t) =>
    Object.fromEntries(
      Object.entries(DESCRIPTIONS).map(([name, description]) => [
        name,
        t.exposeInt(name as keyof Counts, { description }),
      ]),
    ),
});
