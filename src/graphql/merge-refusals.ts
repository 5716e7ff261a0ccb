import { encodeId } from "../auth/global-id.ts";
import { builder } from "./builder.ts";
import { REFUSALS } from "./refusal-names.ts";
import { plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";

export const MergeWithItself = plainRefusal("MergeWithItself");
export const MergeNotFound = plainRefusal("MergeNotFound");
export const MergeAlreadyUndone = plainRefusal("MergeAlreadyUndone");
interface ContactMergedValue extends RefusalValue {
  readonly survivorId: string;
}
export const ContactMerged = builder.objectRef<ContactMergedValue>("ContactMerged").implement({
  description: REFUSALS.ContactMerged,
  interfaces: [Refusal],
  fields: (t) => ({
    survivor: t.field({
      type: "Contact",
      description: "The contact that survived.",
      resolve: async ({ survivorId }, _args, { loaders }) => {
        const survivor = await loaders.contact.load(survivorId);
        if (survivor === null) throw new Error("A merged contact leads to nobody.");
        return survivor;
      },
    }),
  }),
});
interface LaterMergeFirstValue extends RefusalValue {
  readonly laterMergeId: string;
}
export const LaterMergeFirst = builder
  .objectRef<LaterMergeFirstValue>("LaterMergeFirst")
  .implement({
    description: REFUSALS.LaterMergeFirst,
    interfaces: [Refusal],
    fields: (t) => ({
      laterMergeId: t.id({
        description: "The id of the merge that has to be undone first.",
        resolve: (refusal) => encodeId("ContactMerge", refusal.laterMergeId),
      }),
    }),
  });
