import { encodeId, type IdType } from "../auth/global-id.ts";
import type { GroupingKind } from "../identity/model.ts";
import type { Refusal as IdentityRefusal } from "../identity/refusals.ts";
import { mayReadContacts } from "./auth-scopes.ts";
import { builder } from "./builder.ts";
import { REFUSALS } from "./refusal-names.ts";
import { plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";

// What is refused about lists, tags, and who is on them.

export const ListNotFound = plainRefusal("ListNotFound");
export const DefaultListStays = plainRefusal("DefaultListStays");

interface TagNotFoundValue extends RefusalValue {
  readonly tagIds: readonly string[];
}
export const TagNotFound = builder.objectRef<TagNotFoundValue>("TagNotFound").implement({
  description: REFUSALS.TagNotFound,
  interfaces: [Refusal],
  fields: (t) => ({
    tagIds: t.idList({
      description: "The ids that are no tag's, as they were given.",
      resolve: ({ tagIds }) => [...tagIds],
    }),
  }),
});

interface PeopleNotFoundValue extends RefusalValue {
  readonly contactIds: readonly string[];
  readonly visitorIds: readonly string[];
}
export const PeopleNotFound = builder.objectRef<PeopleNotFoundValue>("PeopleNotFound").implement({
  description: REFUSALS.PeopleNotFound,
  interfaces: [Refusal],
  fields: (t) => ({
    contactIds: t.idList({
      description: "The ids that are no contact's, as they were given.",
      resolve: ({ contactIds }) => [...contactIds],
    }),
    visitorIds: t.idList({
      description: "The ids that are no visitor's who interacted, as they were given.",
      resolve: ({ visitorIds }) => [...visitorIds],
    }),
  }),
});

interface NameTakenValue extends RefusalValue {
  readonly kind: GroupingKind | "mapping";
  readonly groupingId: string;
}
export const NameTaken = builder.objectRef<NameTakenValue>("NameTaken").implement({
  description: REFUSALS.NameTaken,
  interfaces: [Refusal],
  fields: (t) => ({
    existingList: t.field({
      type: "ContactList",
      nullable: true,
      description:
        "The list that has the name. Null where it is a tag's, and to integration keys that may not read contacts.",
      resolve: ({ kind, groupingId }, _args, { caller, loaders }) =>
        kind === "list" && mayReadContacts(caller) ? loaders.list.load(groupingId) : null,
    }),
    existingTag: t.field({
      type: "Tag",
      nullable: true,
      description: "The tag that has the name. Null where it is a list's.",
      resolve: ({ kind, groupingId }, _args, { caller, loaders }) =>
        kind === "tag" && mayReadContacts(caller) ? loaders.tag.load(groupingId) : null,
    }),
    existingMapping: t.field({
      type: "ImportMapping",
      nullable: true,
      description:
        "The mapping of imports that has the name. Null where it is a list's or a tag's.",
      resolve: ({ kind, groupingId }, _args, { loaders }) =>
        kind === "mapping" ? loaders.importMapping.load(groupingId) : null,
    }),
  }),
});

type GroupingRefusal = Extract<
  IdentityRefusal,
  {
    code:
      | "LIST_NOT_FOUND"
      | "TAG_NOT_FOUND"
      | "PEOPLE_NOT_FOUND"
      | "NAME_TAKEN"
      | "DEFAULT_LIST_STAYS";
  }
>;

type GroupingRefusalValue = RefusalValue | TagNotFoundValue | PeopleNotFoundValue | NameTakenValue;

export function groupingRefusal(refusal: GroupingRefusal): GroupingRefusalValue {
  switch (refusal.code) {
    case "LIST_NOT_FOUND":
      return { __typename: "ListNotFound" };
    case "DEFAULT_LIST_STAYS":
      return { __typename: "DefaultListStays" };
    case "TAG_NOT_FOUND":
      return { __typename: "TagNotFound", tagIds: refusal.tagIds.map(idOf("Tag")) };
    case "PEOPLE_NOT_FOUND":
      return {
        __typename: "PeopleNotFound",
        contactIds: refusal.contactIds.map(idOf("Contact")),
        visitorIds: refusal.visitorIds.map(idOf("AnonymousVisitor")),
      };
    case "NAME_TAKEN":
      return { __typename: "NameTaken", kind: refusal.kind, groupingId: refusal.groupingId };
  }
}

const idOf = (type: IdType) => (uuid: string) => encodeId(type, uuid);
