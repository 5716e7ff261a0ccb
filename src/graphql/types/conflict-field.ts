import type { Conflict } from "../../database/generated/prisma/client.ts";
import type { FieldName, FieldValue, Resolution } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { fieldOf, fieldStatesOf, resolutionOf, secondaryOf } from "../stored.ts";
import { Actor } from "./actor.ts";
import { Channel, ConflictChoice, ConflictStatus, ContactField } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";

type Decision = Resolution & { readonly field: FieldName; readonly secondary: FieldValue };

const ConflictResolution = builder.objectRef<Decision>("ConflictResolution").implement({
  description: "The latest decision on a conflict. Earlier ones are in the contact's history.",
  fields: (t) => ({
    choice: t.expose("choice", { type: ConflictChoice, description: "Which value was chosen." }),
    decidedBy: t.expose("by", { type: Actor, description: "Who decided." }),
    decidedAt: t.expose("at", { type: "DateTime", description: "When." }),
    main: t.field({
      type: FieldValueType,
      nullable: true,
      description:
        "The main value before the conflict was first decided: what switching to `MAIN` brings back.",
      resolve: (decision) => toFieldValue(decision.field, decision.main?.value),
    }),
    secondary: t.field({
      type: FieldValueType,
      description: "The secondary value.",
      resolve: (decision) => toFieldValue(decision.field, decision.secondary),
    }),
  }),
});

const contactOf = async (conflict: Conflict, context: Context) => {
  const contact = await context.loaders.contact.load(conflict.contactId);
  if (contact === null) throw new Error("A conflict has no contact.");
  return contact;
};

builder.prismaNode("Conflict", {
  name: "ConflictField",
  description:
    "One field of one contact for which somebody claimed another value. An agent decides which one counts.",
  id: { resolve: (conflict) => conflict.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    field: t.field({
      type: ContactField,
      description: "The field.",
      resolve: (conflict) => conflict.field as FieldName,
    }),
    status: t.field({
      type: ConflictStatus,
      description: "What became of it.",
      resolve: (conflict) => conflict.status as never,
    }),
    contact: t.field({
      type: "Contact",
      description: "Whose field it is.",
      resolve: (conflict, _args, context) => contactOf(conflict, context),
    }),
    main: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The contact's value, always as it is now; null: it has none.",
      resolve: async (conflict, _args, context) => {
        const field = conflict.field as FieldName;
        return toFieldValue(field, fieldOf(await contactOf(conflict, context), field));
      },
    }),
    mainVersion: t.int({
      description:
        "Which main value that is: pass it to `resolveConflict`, so that nothing is decided on a value that is no longer there. 0: the field never had one.",
      resolve: async (conflict, _args, context) =>
        fieldStatesOf(await contactOf(conflict, context))[conflict.field as FieldName]?.version ??
        0,
    }),
    secondary: t.field({
      type: FieldValueType,
      description:
        "The claimed value. Of addresses and attributes: only the parts that differed when it was claimed.",
      resolve: (conflict) => toFieldValue(conflict.field as FieldName, secondaryOf(conflict)),
    }),
    verified: t.exposeBoolean("verified", {
      description: "Whether the secondary value was signed, proved by its channel, or vouched for.",
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "Where the secondary value was said.",
      resolve: (conflict) => conflict.channel as never,
    }),
    conversation: t.field({
      type: "Conversation",
      nullable: true,
      description: "The conversation that it was said in.",
      resolve: (conflict, _args, context) =>
        conflict.conversationId === null
          ? null
          : context.loaders.conversation.load(conflict.conversationId),
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description: "The visitor that said it.",
      resolve: (conflict, _args, context) =>
        conflict.visitorId === null ? null : context.loaders.visitor.load(conflict.visitorId),
    }),
    happenedAt: t.expose("happenedAt", {
      type: "DateTime",
      description: "When it was said, as far as that is believed.",
    }),
    openedAt: t.expose("openedAt", {
      type: "DateTime",
      description: "When this service recorded it.",
    }),
    resolution: t.field({
      type: ConflictResolution,
      nullable: true,
      description: "The latest decision; null: none.",
      resolve: (conflict) => {
        const resolution = resolutionOf(conflict);
        return (
          resolution && {
            ...resolution,
            field: conflict.field as FieldName,
            secondary: secondaryOf(conflict),
          }
        );
      },
    }),
  }),
});
