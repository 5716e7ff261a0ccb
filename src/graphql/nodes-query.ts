import { queryFromInfo } from "@pothos/plugin-prisma";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "./context.ts";

/** What a page of rows must bring along for the fields that are selected on its nodes. */
export const nodesQuery = (context: Context, info: GraphQLResolveInfo, typeName: string) =>
  queryFromInfo({ context, info, typeName, paths: [["nodes"], ["edges", "node"]] });
