import { encodeId } from "../../auth/global-id.ts";
import type { StoredMerge } from "../../database/identity-rows.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { actorOf } from "../stored.ts";
import { Actor } from "./actor.ts";
import { ContactDetails } from "./contact-details.ts";
import { MergeCause } from "./enums.ts";
import { MergeEffects } from "./merge-effects.ts";

const MergedContact = builder.prismaObject("Contact", {
  variant: "MergedContact",
  description:
    "The contact that was merged into another one, with the values that it had: they are what undoing brings back.",
  interfaces: [ContactDetails],
  fields: (t) => ({
    contactId: t.id({
      description: "The id that it had. It leads to the survivor; once undone, to itself again.",
      resolve: (contact) => encodeId("Contact", contact.id),
    }),
    leadsTo: t.field({
      type: "Contact",
      nullable: true,
      description: "What its id leads to now.",
      resolve: (contact, _args, { loaders }) => loaders.contact.load(contact.id),
    }),
  }),
});

builder.prismaNode("ContactMerge", {
  name: "ContactMerge",
  description: "Two contacts that were made one.",
  id: { resolve: (merge) => merge.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    survivor: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that survived. If it was merged itself since, the one that it leads to.",
      resolve: (merge, _args, { loaders }) => loaders.contact.load(merge.survivorId),
    }),
    mergedContact: t.relation("loser", {
      type: MergedContact,
      description: "The contact that was merged into it.",
    }),
    cause: t.field({
      type: MergeCause,
      description: "What made them one.",
      resolve: (merge) => merge.cause as "BY_HAND" | "BOTH_VERIFIED",
    }),
    effects: t.field({
      type: MergeEffects,
      description: "All that it did.",
      resolve: (merge) => merge.record as unknown as StoredMerge,
    }),
    mergedAt: t.expose("mergedAt", { type: "DateTime", description: "When." }),
    mergedBy: t.field({
      type: Actor,
      description: "Whose doing it was.",
      resolve: (merge) => actorOf(merge.mergedBy),
    }),
    undoneAt: t.expose("undoneAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was undone; null: it was not.",
    }),
    undoneBy: t.field({
      type: Actor,
      nullable: true,
      description: "Who undid it.",
      resolve: (merge) => (merge.undoneBy === null ? null : actorOf(merge.undoneBy)),
    }),
  }),
});

export async function existingMerge(mergeId: string, { loaders }: Context) {
  const merge = await loaders.merge.load(mergeId);
  if (merge === null) throw new Error("A merge that was just found is not there.");
  return merge;
}
