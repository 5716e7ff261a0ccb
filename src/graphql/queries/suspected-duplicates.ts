import { workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { pageArguments, SuspectedDuplicateConnection } from "../connections.ts";
import { nodesQuery } from "../nodes-query.ts";
import { byId, readPage } from "../paging.ts";
import { SuspectedDuplicateStatus } from "../types/enums.ts";

const SuspectedDuplicateFilter = builder.inputType("SuspectedDuplicateFilter", {
  description: "Which suspected duplicates are wanted.",
  fields: (t) => ({
    status: t.field({
      type: SuspectedDuplicateStatus,
      description: "Only those of this status. Without it: the open ones.",
    }),
    minimumScore: t.float({
      description: "Only those that are at least so likely, from 0 to 1.",
    }),
  }),
});

builder.queryField("suspectedDuplicates", (t) =>
  t.field({
    type: SuspectedDuplicateConnection,
    authScopes: { memberOr: "READ_CONTACTS" },
    description: "Pairs of contacts that may be one person, the newest first.",
    args: {
      ...pageArguments,
      filter: t.arg({ type: SuspectedDuplicateFilter, description: "Which are wanted." }),
    },
    resolve: (_root, { filter, ...args }, context, info) =>
      readPage(byId, args, context.budget, ({ limit, after }) =>
        context.database.prisma.suspectedDuplicate.findMany({
          ...nodesQuery(context, info, "SuspectedDuplicate"),
          where: {
            workspaceId: workspaceOf(context),
            status: filter?.status ?? "open",
            ...(typeof filter?.minimumScore === "number"
              ? { score: { gte: filter.minimumScore } }
              : {}),
            contact: { mergedInto: null },
            otherContact: { mergedInto: null },
            ...(after === null ? {} : { id: { lt: after } }),
          },
          orderBy: { id: "desc" },
          take: limit,
        }),
      ),
  }),
);
