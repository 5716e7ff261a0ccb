import { encodeId } from "../../auth/global-id.ts";
import type { StaysWithSurvivor as Stays } from "../../identity/merge-record.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ContactField, IdentifierKind } from "./enums.ts";

const TYPES = {
  IDENTIFIER: "StayingIdentifier",
  VISITOR: "StayingVisitor",
  FIELD: "StayingField",
  CONFLICT: "StayingConflict",
} as const;

const StayReason = builder.enumType("StayReason", {
  description: "Why something that a merge moved does not go back.",
  values: {
    GIVEN_TO_ANOTHER: { description: "The email or phone is somebody else's now." },
    REMOVED_SINCE: { description: "The email or phone was removed from the survivor." },
    MAIN_VALUE_SINCE: {
      description: "The email or phone was chosen as the survivor's main one.",
    },
    UNLINKED_SINCE: { description: "The visitor was unlinked, or is another contact's." },
    ERASED: { description: "It was erased." },
    CHANGED_SINCE: { description: "The survivor's main value was changed." },
    DECIDED_SINCE: { description: "The conflict was decided, or ended in another way." },
  } as const,
});

export const StaysWithSurvivor = builder.interfaceRef<Stays>("StaysWithSurvivor").implement({
  description: "Something that a merge moved and that undoing it does not bring back.",
  resolveType: ({ what }) => TYPES[what],
  fields: (t) => ({
    reason: t.field({ type: StayReason, description: "Why.", resolve: ({ why }) => why }),
  }),
});

type Staying<What extends Stays["what"]> = Extract<Stays, { what: What }>;
const staying = <What extends Stays["what"]>(what: What) =>
  builder.objectRef<Staying<What>>(TYPES[what]);

staying("IDENTIFIER").implement({
  description: "An email or phone that does not go back.",
  interfaces: [StaysWithSurvivor],
  fields: (t) => ({
    kind: t.expose("kind", { type: IdentifierKind, description: "What it is." }),
    value: t.exposeString("value", { description: "Normalised; phones as E.164." }),
  }),
});

staying("VISITOR").implement({
  description: "A visitor that does not go back.",
  interfaces: [StaysWithSurvivor],
  fields: (t) => ({
    visitorId: t.id({
      description: "The visitor's id.",
      resolve: ({ visitorId }) => encodeId("AnonymousVisitor", visitorId),
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description:
        "The visitor as it is now; null: erased. Null to integration keys that may not read contacts.",
      resolve: ({ visitorId }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.visitor.load(visitorId) : null,
    }),
  }),
});

staying("FIELD").implement({
  description: "A main value that does not go back.",
  interfaces: [StaysWithSurvivor],
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
  }),
});

staying("CONFLICT").implement({
  description: "A conflict that is not opened again.",
  interfaces: [StaysWithSurvivor],
  fields: (t) => ({
    conflictId: t.id({
      description: "The conflict's id.",
      resolve: ({ conflictId }) => encodeId("ConflictField", conflictId),
    }),
    conflict: t.field({
      type: "ConflictField",
      nullable: true,
      description:
        "The conflict as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ conflictId }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.conflict.load(conflictId) : null,
    }),
  }),
});
