import { encodeId } from "../../../auth/global-id.ts";
import type { DuplicateReason as Reason } from "../../../identity/model.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { builder } from "../../builder.ts";
import { DuplicateReason, IdentifierKind } from "../enums.ts";
import { FieldChange, VerifiedField } from "../field-change.ts";
import { AssignmentEvent } from "./assignment.ts";
import { eventType } from "./event-type.ts";

const ContactUpdateCause = builder.enumType("ContactUpdateCause", {
  description: "Why main values changed.",
  values: {
    FILLED: { description: "They were blank, and a visitor or an imported file said them." },
    LAST_UPDATE: {
      description: "A verified update through an account channel, later than the last change.",
    },
    EDITED: { description: "By hand." },
    RESOLVED: { description: "A conflict was decided, or its decision switched." },
    IMPORTED: { description: "A file was imported that overwrites what differs." },
    IMPORT_UNDONE: { description: "An import was undone: they are what they were before it." },
  } as const,
});
const ReactivationCause = builder.enumType("ContactReactivationCause", {
  description: "Why an archived contact is active again.",
  values: {
    MESSAGE: { description: "A message came from it." },
    BY_HAND: { description: "An agent unarchived it." },
  } as const,
});

export const contactEvents = [
  eventType("ContactCreated", "A contact was made.", (t) => ({
    changes: t.field({
      type: [FieldChange],
      description: "Its first values.",
      resolve: ({ event }) => [...event.changes],
    }),
  })),
  eventType("ContactUpdated", "Main values of a contact changed.", (t) => ({
    updateCause: t.field({
      type: ContactUpdateCause,
      description: "Why.",
      resolve: ({ event }) => event.cause,
    }),
    changes: t.field({
      type: [FieldChange],
      description: "The values before and after.",
      resolve: ({ event }) => [...event.changes],
    }),
  })),
  eventType("ContactFieldsVerified", "Values that the contact had were proved.", (t) => ({
    fields: t.field({
      type: [VerifiedField],
      description: "Which, and by what.",
      resolve: ({ event }) => [...event.fields],
    }),
  })),
  eventType(
    "AlternateIdentifierRemoved",
    "An alternate email or phone was taken from a contact: it finds it no more.",
    (t) => ({
      identifierKind: t.field({
        type: IdentifierKind,
        description: "What it was.",
        resolve: ({ event }) => event.identifier.kind,
      }),
      value: t.string({
        description: "The value, normalised.",
        resolve: ({ event }) => event.identifier.value,
      }),
    }),
  ),
  eventType(
    "ContactAssigned",
    "A contact became a member's, or nobody's: who gets its new conversations and messages.",
    undefined,
    [AssignmentEvent],
  ),
  eventType("ContactArchived", "A contact was archived."),
  eventType("ContactReactivated", "An archived contact is active again.", (t) => ({
    reactivationCause: t.field({
      type: ReactivationCause,
      description: "Why.",
      resolve: ({ event }) => event.cause,
    }),
  })),
  eventType("DuplicateSuspected", "Two contacts may be one person.", (t) => ({
    otherContactId: t.id({
      description: "The id of the second contact; `contactId` is the first.",
      resolve: ({ event }) => encodeId("Contact", event.otherContactId),
    }),
    otherContact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The second contact as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.contact.load(event.otherContactId) : null,
    }),
    duplicateReason: t.field({
      type: DuplicateReason,
      description: "What made them suspects.",
      resolve: ({ event }) => event.reasons[0] as Reason,
    }),
    duplicateReasons: t.field({
      type: [DuplicateReason],
      description: "All that makes them suspects, at least one.",
      resolve: ({ event }) => [...event.reasons],
    }),
    score: t.float({
      description: "How likely they are one person, from 0 to 1.",
      resolve: ({ event }) => event.score,
    }),
    suspectedDuplicate: t.field({
      type: "SuspectedDuplicate",
      nullable: true,
      description: "The pair. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.suspicion.load(event.suspicionId) : null,
    }),
  })),
  eventType("DuplicateDismissed", "An agent decided that two contacts are two people.", (t) => ({
    otherContactId: t.id({
      description: "The id of the second contact; `contactId` is the first.",
      resolve: ({ event }) => encodeId("Contact", event.otherContactId),
    }),
    otherContact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The second contact as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.contact.load(event.otherContactId) : null,
    }),
    suspectedDuplicate: t.field({
      type: "SuspectedDuplicate",
      nullable: true,
      description: "The pair. Null to integration keys that may not read contacts.",
      resolve: ({ event }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.suspicion.load(event.suspicionId) : null,
    }),
  })),
  eventType(
    "DuplicateWithdrawn",
    "Two contacts are no suspects any more, because the import that had made them so was undone. In histories; feeds are told of the import as a whole.",
    (t) => ({
      otherContactId: t.id({
        description: "The id of the second contact; `contactId` is the first.",
        resolve: ({ event }) => encodeId("Contact", event.otherContactId),
      }),
      otherContact: t.field({
        type: "Contact",
        nullable: true,
        description:
          "The second contact as it is now. Null to integration keys that may not read contacts.",
        resolve: ({ event }, _args, { caller, loaders }) =>
          mayReadContacts(caller) ? loaders.contact.load(event.otherContactId) : null,
      }),
    }),
  ),
] as const;
