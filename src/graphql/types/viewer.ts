import type { IntegrationCaller, MemberCaller, VisitorCaller } from "../../auth/caller.ts";
import { encodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { sealChatCursor } from "../chat-cursor.ts";
import { ConversationConnection, pageArguments } from "../connections.ts";
import type { Context } from "../context.ts";
import { readPage } from "../paging.ts";
import { ChatFormField, chatFormOf } from "./chat-form-field.ts";
import { latestFirst } from "./conversation.ts";
import { VerifiedContact } from "./verified-contact.ts";

const MemberViewer = builder.objectRef<MemberCaller>("MemberViewer").implement({
  description: "A member of the workspace is asking.",
  fields: (t) => ({
    member: t.field({
      type: "Member",
      description: "The member.",
      resolve: async ({ memberId }, _args, { loaders }) =>
        found(await loaders.member.load(memberId)),
    }),
    workspace: t.field({
      type: "Workspace",
      description: "The workspace that it works in.",
      resolve: workspaceOfCaller,
    }),
  }),
});

const IntegrationViewer = builder.objectRef<IntegrationCaller>("IntegrationViewer").implement({
  description: "An integration is asking.",
  fields: (t) => ({
    integrationKey: t.field({
      type: "IntegrationKey",
      description: "The key that it came with.",
      resolve: async ({ keyId }, _args, { loaders }) =>
        found(await loaders.integrationKey.load(keyId)),
    }),
    workspace: t.field({
      type: "Workspace",
      description: "The workspace that the key opens.",
      resolve: workspaceOfCaller,
    }),
  }),
});

// The claims kept with a visitor are not among its fields: what agrees with its contact's main value is not kept, nor is
// what names a member, so whoever read them after a guess would know whether it was right (SPEC 4).
const VisitorViewer = builder.objectRef<VisitorCaller>("VisitorViewer").implement({
  description:
    "A visitor is asking, with its own token. It sees its own conversations; what is known of a contact, only once it has proved to be that contact.",
  fields: (t) => ({
    visitorId: t.id({
      description: "The id that anonymous sign-in gave it. It may have no record yet.",
      resolve: ({ visitorId }) => encodeId("AnonymousVisitor", visitorId),
    }),
    chatForm: t.field({
      type: [ChatFormField],
      description: "What to ask for before a chat, in order.",
      resolve: async (caller, _args, context) =>
        chatFormOf(await workspaceOfCaller(caller, {}, context)),
    }),
    conversations: t.field({
      type: ConversationConnection,
      args: pageArguments,
      description: "Its own conversations, those with the latest message first.",
      resolve: ({ visitorId }, args, { loaders, budget }) =>
        readPage(latestFirst, args, budget, (page) =>
          loaders.conversationsOfVisitor.load({ parentId: visitorId, ...page }),
        ),
    }),
    chatCursor: t.field({
      type: "ChatCursor",
      description:
        "Where `chatEvents` is now. Ask for it alone, then read `conversations`, then follow from here: nothing is missed in between.",
      resolve: async ({ workspaceId }, _args, context) =>
        sealChatCursor(context, await context.feed.head(workspaceId)),
    }),
    contact: t.field({
      type: VerifiedContact,
      nullable: true,
      description:
        "The contact that it proved to be. Null to every other visitor, whether it is linked to a contact or not.",
      resolve: async ({ visitorId }, _args, { loaders }) => {
        const visitor = await loaders.visitor.load(visitorId);
        if (visitor === null || !visitor.proven || visitor.contactId === null) return null;
        return loaders.contact.load(visitor.contactId);
      },
    }),
  }),
});

const VIEWERS = { member: MemberViewer, integration: IntegrationViewer, visitor: VisitorViewer };

export const Viewer = builder.unionType("Viewer", {
  description: "Who is asking: whoever the token speaks for.",
  types: Object.values(VIEWERS),
  resolveType: (caller) => VIEWERS[caller.type],
});

async function workspaceOfCaller(
  { workspaceId }: { readonly workspaceId: string },
  _args: unknown,
  { loaders }: Context,
) {
  return found(await loaders.workspace.load(workspaceId));
}

/** Who got past authentication is in the database. */
function found<Row>(row: Row | null): Row {
  if (row === null) throw new Error("The caller is missing from the database.");
  return row;
}
