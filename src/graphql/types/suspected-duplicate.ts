import type { DuplicateReason as Reason } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { existingRows } from "../loaders.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { DuplicateReason } from "./enums.ts";

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
      description: "What made them suspects.",
      resolve: (suspicion) => suspicion.reasons[0] as Reason,
    }),
    suspectedAt: t.expose("suspectedAt", {
      type: "DateTime",
      description: "When that happened first.",
    }),
  }),
});
