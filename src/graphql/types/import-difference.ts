import type { ImportRecord } from "../../database/imports/import-record.ts";
import { type ImportCounts as Counts, NO_COUNTS } from "../../identity/import-model.ts";
import { builder } from "../builder.ts";

interface Difference {
  readonly count: keyof Counts;
  readonly previewed: number;
  readonly applied: number;
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
    previewed: t.exposeInt("previewed", { description: "What the preview said." }),
    applied: t.exposeInt("applied", { description: "What it is." }),
  }),
});

/** Empty: it did what its preview said, or has not finished. */
export function differencesOf({ state, preview, result, finishedAt }: ImportRecord): Difference[] {
  if (finishedAt === null || state === "CANCELLED" || preview === null || result === null)
    return [];
  return (Object.keys(NO_COUNTS) as (keyof Counts)[])
    .map((count) => ({ count, previewed: preview.counts[count], applied: result[count] }))
    .filter(({ previewed, applied }) => previewed !== applied);
}
