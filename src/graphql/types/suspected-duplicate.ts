import type { Actor as ActorValue, DuplicateReason as Reason } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { existingRows } from "../loaders.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { Actor } from "./actor.ts";
import { DuplicateReason, SuspectedDuplicateStatus } from "./enums.ts";

builder.prismaNode("SuspectedDuplicate", {
  name: "SuspectedDuplicate",
  description: "Two contacts that may be one person.",
  id: { resolve: (suspicion) => suspicion.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    contacts: t.field({
      type: ["Contact"],
      description: "The two, the older first.",
      resolve: ({ contactId, otherContactId }, _args, { loaders }) =>
        existingRows(loaders.contact, [contactId, otherContactId]),
    }),
    reason: t.field({
      type: DuplicateReason,
      deprecationReason: "There may be several: use `reasons`.",
      description: "The first of the reasons.",
      resolve: (suspicion) => suspicion.reasons[0] as Reason,
    }),
    reasons: t.field({
      type: [DuplicateReason],
      description: "All that makes them suspects, at least one.",
      resolve: (suspicion) => suspicion.reasons as Reason[],
    }),
    score: t.exposeFloat("score", {
      description: "How likely they are one person, from 0 to 1.",
    }),
    status: t.field({
      type: SuspectedDuplicateStatus,
      description: "Whether it was decided that they are two people.",
      resolve: (suspicion) => suspicion.status as "open" | "dismissed",
    }),
    dismissedBy: t.field({
      type: Actor,
      nullable: true,
      description: "Who decided that they are two people.",
      resolve: (suspicion) => suspicion.dismissedBy as ActorValue | null,
    }),
    dismissedAt: t.expose("dismissedAt", {
      type: "DateTime",
      nullable: true,
      description: "When that was decided.",
    }),
    suspectedAt: t.expose("suspectedAt", {
      type: "DateTime",
      description: "When that happened first.",
    }),
  }),
});
