import { decodeId } from "../../auth/global-id.ts";
import type { Prisma } from "../../database/generated/prisma/client.ts";
import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { AnonymousVisitorConnection, pageArguments } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { ofWorkspace } from "../of-workspace.ts";
import { byNumber, readPage } from "../paging.ts";
import { VisitorKind } from "../types/enums.ts";

const AnonymousVisitorFilter = builder.inputType("AnonymousVisitorFilter", {
  description: "Which visitors are wanted.",
  fields: (t) => ({
    listedAs: t.field({
      type: VisitorKind,
      description:
        "`PUSH`: those that came as push visitors or opted in. `CONVERSATIONS`: the others. Without it, both.",
    }),
    anonymous: t.boolean({
      description:
        "`true`: those that are linked to no contact. `false`: those that are. Without it, both.",
    }),
  }),
});

/** An anonymous visitor of conversations that opts in to push is listed and counted as push, once (SPEC 2.2). */
const LISTED_AS = {
  PUSH: { OR: [{ kind: "PUSH" }, { pushOptedIn: true }] },
  CONVERSATIONS: { kind: "CONVERSATIONS", pushOptedIn: false },
} satisfies Record<string, Prisma.VisitorWhereInput>;

builder.queryFields((t) => ({
  anonymousVisitor: t.prismaField({
    type: "Visitor",
    nullable: true,
    authScopes: { memberOr: "READ_CONTACTS" },
    description:
      "A visitor by its id. Null if this workspace has none with that id that interacted.",
    args: { id: t.arg.id({ required: true, description: "The visitor's id." }) },
    resolve: (query, _root, { id }, context) => {
      const uuid = decodeId("AnonymousVisitor", id);
      if (uuid === null) return null;
      const where = ofWorkspace(uuid, context);
      return context.database.prisma.visitor.findUnique({ ...query, where });
    },
  }),
  anonymousVisitors: t.field({
    type: AnonymousVisitorConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "The visitors of the workspace, linked to a contact or not, the newest first.",
    args: {
      ...pageArguments,
      filter: t.arg({ type: AnonymousVisitorFilter, description: "Which are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context, info) => {
      const anonymous = filter?.anonymous ?? null;
      return readPage(byNumber, args, context.budget, ({ limit, after }) =>
        context.database.prisma.visitor.findMany({
          ...nodesQuery(context, info, "AnonymousVisitor"),
          where: {
            workspaceId: workspaceOf(context),
            ...(filter?.listedAs ? LISTED_AS[filter.listedAs] : {}),
            ...(anonymous === null ? {} : { contactId: anonymous ? null : { not: null } }),
            ...(after === null ? {} : { number: { lt: after } }),
          },
          orderBy: { number: "desc" },
          take: limit,
        }),
      );
    },
  }),
}));
