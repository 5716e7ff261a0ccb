import { brandWithType } from "@pothos/core";
import { GraphQLError } from "graphql";
import { type IdType, parseId } from "../../auth/global-id.ts";
import { grantedScopes, mayReadContacts, workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";

const LARGEST_BATCH = 100;

/** Null alike for what is malformed, of another workspace, or gone. */
async function findNode(id: string, context: Context): Promise<object | null> {
  const parsed = parseId(id);
  if (parsed === null || !isReadable(parsed.type, context)) return null;
  const row = await load(parsed.type, parsed.uuid, context);
  if (row !== null) brandWithType(row, parsed.type as never);
  return row;
}

/** The AI agent answers without knowing who is who: it finds what is written. Imports are the admins'. */
function isReadable(type: IdType, { caller }: Context): boolean {
  switch (type) {
    case "Conversation":
    case "Message":
      return true;
    case "Import":
    case "ImportMapping":
      return grantedScopes(caller).admin;
    default:
      return mayReadContacts(caller);
  }
}

function load(type: IdType, uuid: string, context: Context): Promise<object | null> {
  const { loaders } = context;
  switch (type) {
    case "Workspace":
      return uuid === workspaceOf(context) ? loaders.workspace.load(uuid) : Promise.resolve(null);
    case "Member":
      return loaders.member.load(uuid);
    case "IntegrationKey":
      return loaders.integrationKey.load(uuid);
    case "Contact":
      return loaders.contact.load(uuid);
    case "AnonymousVisitor":
      return loaders.visitor.load(uuid);
    case "Conversation":
      return loaders.conversation.load(uuid);
    case "Message":
      return loaders.message.load(uuid);
    case "ConflictField":
      return loaders.conflict.load(uuid);
    case "SuspectedDuplicate":
      return loaders.suspicion.load(uuid);
    case "ContactList":
      return loaders.list.load(uuid);
    case "ContactMerge":
      return loaders.merge.load(uuid);
    case "Tag":
      return loaders.tag.load(uuid);
    case "Import":
      return loaders.import.load(uuid);
    case "ImportMapping":
      return loaders.importMapping.load(uuid);
  }
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    authScopes: { memberOr: "READ_CONTACTS", key: "AI_AGENT" },
    description:
      "Anything by its id. Null if there is no such thing in this workspace. For members, and integration keys that may read contacts; AI agents find conversations and messages alone, and imports are found by admins alone.",
    args: { id: t.arg.id({ required: true, description: "The id, as it was handed out." }) },
    resolve: (_root, { id }, context) => findNode(id, context),
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    authScopes: { memberOr: "READ_CONTACTS", key: "AI_AGENT" },
    description:
      "Several things by their ids, in the order of the ids: null for what is not there.",
    args: {
      ids: t.arg.idList({
        required: true,
        description: `The ids: at most ${LARGEST_BATCH}.`,
      }),
    },
    resolve: (_root, { ids }, context) => {
      checkBatch(ids.length);
      return ids.map((id) => findNode(id, context));
    },
  }),
}));

function checkBatch(size: number): void {
  if (size > LARGEST_BATCH)
    throw new GraphQLError(`\`ids\` may hold at most ${LARGEST_BATCH}.`, {
      extensions: { code: "INVALID_PAGE_SIZE", largest: LARGEST_BATCH },
    });
}
