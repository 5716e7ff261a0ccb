import type { DeletionPreview as Preview } from "../../actions/delete-person.ts";
import type { DeletionCounts } from "../../database/deletion-plan.ts";
import { builder } from "../builder.ts";
import { REFUSALS } from "../refusal-names.ts";
import { Refusal, type RefusalValue } from "../refusals.ts";
import { Person } from "./person.ts";

const COUNTS: Record<keyof DeletionCounts, string> = {
  mergedContacts: "Contacts that had been merged into it.",
  visitors: "Browsers and devices. The token of one that comes back works, for a new record.",
  conversations: "Conversations.",
  messages: "Messages in them.",
  conflicts: "Conflicts, decided or not; also what the visitors had said of other contacts.",
  suspectedDuplicates: "Pairs that it is suspected to be one of.",
  memberships: "Places on lists, and tags.",
  merges: "Merges that it took part in, which can't be undone any more.",
  importRows: "Rows of imported files that are about it. Those that wait to be imported are not.",
  events: "Events whose content is erased. Their places in the log stay.",
};

const DeletionCountsType = builder.objectRef<DeletionCounts>("DeletionCounts").implement({
  description: "How much goes with somebody who is deleted.",
  fields: (t) =>
    Object.fromEntries(
      Object.entries(COUNTS).map(([name, description]) => [
        name,
        t.exposeInt(name as keyof DeletionCounts, { description }),
      ]),
    ),
});

export type DeletionPreviewValue = Preview & { readonly __typename: "DeletionPreview" };
export const DeletionPreview = builder
  .objectRef<DeletionPreviewValue>("DeletionPreview")
  .implement({
    description: "What deleting somebody would erase, for good.",
    fields: (t) => ({
      person: t.field({
        type: Person,
        nullable: true,
        description: "Who would be deleted.",
        resolve: ({ plan: { target } }, _args, { loaders }) =>
          target.type === "contact"
            ? loaders.contact.load(target.id)
            : loaders.visitor.load(target.id),
      }),
      counts: t.field({
        type: DeletionCountsType,
        description: "How much would go.",
        resolve: ({ plan }) => plan.counts,
      }),
      confirmation: t.exposeString("confirmation", {
        description:
          "Pass it to `deleteContact` or `deleteVisitor` to confirm exactly this. It counts as long as the same would go.",
      }),
    }),
  });

export interface DeletionNotConfirmedValue extends RefusalValue {
  readonly preview: Preview;
}
export const DeletionNotConfirmed = builder
  .objectRef<DeletionNotConfirmedValue>("DeletionNotConfirmed")
  .implement({
    description: REFUSALS.DeletionNotConfirmed,
    interfaces: [Refusal],
    fields: (t) => ({
      preview: t.field({
        type: DeletionPreview,
        description: "What would go now, with the confirmation for it.",
        resolve: ({ preview }) => ({ __typename: "DeletionPreview" as const, ...preview }),
      }),
    }),
  });

export const deletionPayload = <Name extends string>(
  name: Name,
  field: "deletedContactId" | "deletedVisitorId",
  description: string,
) =>
  builder.objectRef<DeletedValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      [field]: t.id({ description: "The id that it had.", resolve: ({ id }) => id }),
      erased: t.field({
        type: DeletionCountsType,
        description: "How much went.",
        resolve: ({ counts }) => counts,
      }),
    }),
  });
export interface DeletedValue<Name extends string = string> {
  readonly __typename: Name;
  /** As it was given. */
  readonly id: string;
  readonly counts: DeletionCounts;
}
