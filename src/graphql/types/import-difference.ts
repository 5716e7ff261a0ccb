import type { ImportRecord } from "../../database/imports/import-record.ts";
import { type ImportCounts as Counts, NO_COUNTS } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";

interface Difference {
  readonly count: keyof Counts;
  readonly preview: number;
  readonly result: number;
}
const CountName = builder.enumType("ImportCount", {
  description: "One of the counts of an import, by its name in `ImportCounts`.",
  values: Object.fromEntries(
    (Object.keys(NO_COUNTS) as (keyof Counts)[]).map((name) => [
      name.toUpperCase(),
      { value: name, description: `The count \`${name}\`.` },
    ]),
  ),
});
export const ImportDifference = builder.objectRef<Difference>("ImportDifference").implement({
  description:
    "A count that is not what the preview said, because something else changed contacts in between.",
  fields: (t) => ({
    count: t.expose("count", { type: CountName, description: "Which count." }),
    preview: t.exposeInt("preview", { description: "What the preview said." }),
    result: t.exposeInt("result", { description: "What it is." }),
  }),
});

/** Empty: it did what its preview said, or has not finished. */
export function differencesOf({ state, preview, result, finishedAt }: ImportRecord): Difference[] {
  if (finishedAt === null || state === "CANCELLED" || preview === null || result === null)
    return [];
  return (Object.keys(NO_COUNTS) as (keyof Counts)[])
    .map((count) => ({ count, preview: preview.counts[count], result: result[count] }))
    .filter(({ preview, result }) => preview !== result);
}
