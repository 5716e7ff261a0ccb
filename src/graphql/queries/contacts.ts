import { decodeId } from "../../auth/global-id.ts";
import { contactGroupingWhere } from "../../database/grouping-filter.ts";
import { whereAssigned, whereUnassigned } from "../assignee.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ContactConnection, pageArguments } from "../connections.ts";
import { groupingFilterFields, toGroupingFilter } from "../grouping-filter.ts";
import { nodesQuery } from "../nodes-query.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byId, readPage } from "../paging.ts";
import { ContactStatus } from "../types/enums.ts";

const ContactFilter = builder.inputType("ContactFilter", {
  description: "Which contacts are wanted.",
  fields: (t) => ({
    status: t.field({
      type: ContactStatus,
      description: "Only those of this status. Without it: the active ones.",
    }),
    assigneeId: t.id({ description: "Only those of this member." }),
    unassigned: t.boolean({
      description: "True: only those that are nobody's. False: only those that are somebody's.",
    }),
    ...groupingFilterFields(t),
  }),
});

builder.queryFields((t) => ({
  contact: t.prismaField({
    type: "Contact",
    nullable: true,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "A contact by its id; for one that was merged, the contact that survived. Null if this workspace has none with that id.",
    args: { id: t.arg.id({ required: true, description: "The contact's id." }) },
    resolve: async (query, _root, { id }, context) => {
      const uuid = decodeId("Contact", id);
      if (uuid === null) return null;
      const { contact } = context.database.prisma;
      const found = await contact.findUnique({ ...query, where: ofWorkspace(uuid, context) });
      if (found?.mergedInto == null) return found;
      const survivor = await context.loaders.contact.load(found.mergedInto);
      if (survivor === null) return null;
      return contact.findUnique({ ...query, where: ofWorkspace(survivor.id, context) });
    },
  }),
  contacts: t.field({
    type: ContactConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The contacts of the workspace, the newest first.",
    args: {
      ...pageArguments,
      filter: t.arg({ type: ContactFilter, description: "Which are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context, info) => {
      const grouped = contactGroupingWhere(toGroupingFilter(filter));
      return readPage(byId, args, context.budget, ({ limit, after }) =>
        context.database.prisma.contact.findMany({
          ...nodesQuery(context, info, "Contact"),
          where: {
            workspaceId: workspaceOf(context),
            status: filter?.status ?? "active",
            AND: [whereAssigned(filter?.assigneeId), whereUnassigned(filter?.unassigned), grouped],
            ...(after === null ? {} : { id: { lt: after } }),
          },
          orderBy: { id: "desc" },
          take: limit,
        }),
      );
    },
  }),
}));
