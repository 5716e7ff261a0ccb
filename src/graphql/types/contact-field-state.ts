import type { Contact } from "../../database/generated/prisma/client.ts";
import type { StoredFieldState } from "../../database/identity-rows.ts";
import { FIELD_NAMES, type FieldName, type FieldValue } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { fieldOf, fieldStatesOf } from "../stored.ts";
import { Channel, ContactField, IdentifierKind } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";

type State = StoredFieldState & { readonly field: FieldName; readonly value: FieldValue | null };

export const ContactFieldState = builder.objectRef<State>("ContactFieldState").implement({
  description: "One field of a contact: its main value, and where it came from.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    value: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The main value; null: cleared.",
      resolve: (state) => toFieldValue(state.field, state.value),
    }),
    verified: t.exposeBoolean("verified", {
      description: "Whether the value was signed, proved by its channel, or vouched for.",
    }),
    version: t.exposeInt("version", {
      description:
        "Counts the changes of the field, from 1. Pass it to `resolveConflict` as `mainVersion`.",
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "Where the value came from; null: entered by hand.",
      resolve: (state) => state.origin.channel,
    }),
    changedAt: t.field({
      type: "DateTime",
      description: "When the value was said or entered.",
      resolve: (state) => state.origin.happenedAt,
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description: "The visitor that said it.",
      resolve: ({ origin }, _args, context) =>
        origin.visitorId === null ? null : context.loaders.visitor.load(origin.visitorId),
    }),
    conversation: t.field({
      type: "Conversation",
      nullable: true,
      description: "The conversation that it was said in.",
      resolve: ({ origin }, _args, context) =>
        origin.conversationId === null
          ? null
          : context.loaders.conversation.load(origin.conversationId),
    }),
  }),
});

export function listFields(contact: Contact): State[] {
  const states = fieldStatesOf(contact);
  return FIELD_NAMES.flatMap((field) => {
    const state = states[field];
    return state ? [{ ...state, field, value: fieldOf(contact, field) }] : [];
  });
}

builder.prismaObject("Identifier", {
  name: "ContactIdentifier",
  description:
    "An email or phone that finds the contact. It is unique in the workspace, members included.",
  fields: (t) => ({
    kind: t.field({
      type: IdentifierKind,
      description: "What it is.",
      resolve: (identifier) => identifier.kind as "email" | "phone",
    }),
    value: t.exposeString("value", { description: "Normalised; phones as E.164." }),
    primary: t.exposeBoolean("primary", {
      description:
        "Whether it is the main value of its field. Others are alternates: former main values that still find the contact.",
    }),
    verified: t.exposeBoolean("verified", {
      description: "Whether it was signed, proved by its channel, or vouched for.",
    }),
  }),
});
