import { encodeId } from "../../../auth/global-id.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { builder } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { ConflictChoice, ContactField } from "../enums.ts";
import { FieldValueType, toFieldValue } from "../field-value.ts";
import { IdentityEvent } from "../identity-event.ts";
import { eventType } from "./event-type.ts";

type ConflictEvent = Logged<
  | "ConflictOpened"
  | "ConflictSuperseded"
  | "ConflictResolved"
  | "ConflictClosed"
  | "ConflictWithdrawn"
  | "ConflictReopened"
>;

/** What all events of conflicts say. */
const ConflictEvent = builder.interfaceRef<ConflictEvent>("ConflictEvent").implement({
  description: "An event of one conflict.",
  interfaces: [IdentityEvent],
  resolveType: ({ event }) => event.kind,
  fields: (t) => ({
    conflictId: t.id({
      description: "The id of the conflict.",
      resolve: ({ event }) => encodeId("ConflictField", event.conflictId),
    }),
    conflict: t.field({
      type: "ConflictField",
      nullable: true,
      description:
        "The conflict as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.conflict.load(event.conflictId) : null,
    }),
    field: t.field({
      type: ContactField,
      description: "The field that it is about.",
      resolve: ({ event }) => event.field,
    }),
  }),
});

export const conflictEvents = [
  eventType(
    "ConflictOpened",
    "A visitor claimed a value that differs from the contact's.",
    (t) => ({
      main: t.field({
        type: FieldValueType,
        nullable: true,
        description: "The main value then.",
        resolve: ({ event }) => toFieldValue(event.field, event.main),
      }),
      secondary: t.field({
        type: FieldValueType,
        description: "The claimed value. Of addresses and attributes: the parts that differ.",
        resolve: ({ event }) => toFieldValue(event.field, event.conflict.secondary),
      }),
      verified: t.boolean({
        description: "Whether the claimed value was signed, proved by its channel, or vouched for.",
        resolve: ({ event }) => event.conflict.verified,
      }),
    }),
    [ConflictEvent],
  ),
  eventType(
    "ConflictSuperseded",
    "A newer differing value took the place of an open conflict's.",
    (t) => ({
      supersededById: t.id({
        description: "The id of the conflict that is open now.",
        resolve: ({ event }) => encodeId("ConflictField", event.supersededBy),
      }),
      supersededBy: t.field({
        type: "ConflictField",
        nullable: true,
        description:
          "That conflict as it is now. Null to integration keys that may not read contacts.",
        resolve: ({ event }, _args, { caller, loaders }) =>
          mayReadContacts(caller) ? loaders.conflict.load(event.supersededBy) : null,
      }),
    }),
    [ConflictEvent],
  ),
  eventType(
    "ConflictResolved",
    "An agent decided a conflict, or switched the decision.",
    (t) => ({
      choice: t.field({
        type: ConflictChoice,
        description: "Which value was chosen.",
        resolve: ({ event }) => event.choice,
      }),
      main: t.field({
        type: FieldValueType,
        nullable: true,
        description: "The main value as the agent saw it.",
        resolve: ({ event }) => toFieldValue(event.field, event.main),
      }),
      secondary: t.field({
        type: FieldValueType,
        description: "The secondary value.",
        resolve: ({ event }) => toFieldValue(event.field, event.secondary),
      }),
      customerConfirmed: t.boolean({
        description: "Whether the agent said that the customer confirmed it.",
        resolve: ({ event }) => event.customerConfirmed,
      }),
      switched: t.boolean({
        description: "Whether an earlier decision was switched.",
        resolve: ({ event }) => event.switched,
      }),
    }),
    [ConflictEvent],
  ),
  eventType(
    "ConflictClosed",
    "The main value became equal to the secondary one: there is nothing left to decide.",
    undefined,
    [ConflictEvent],
  ),
  eventType(
    "ConflictWithdrawn",
    "The visitor that said the secondary value was unlinked from the contact, or the import that said it was undone.",
    undefined,
    [ConflictEvent],
  ),
  eventType(
    "ConflictReopened",
    "The conflict is open again, because the import that had ended it was undone. In histories; feeds are told of the import as a whole.",
    undefined,
    [ConflictEvent],
  ),
] as const;
