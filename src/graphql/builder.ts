import SchemaBuilder from "@pothos/core";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import ScopeAuthPlugin from "@pothos/plugin-scope-auth";
import { encodeId, type IdType, parseId } from "../auth/global-id.ts";
import type PrismaTypes from "../database/generated/pothos-types.ts";
import { getDatamodel } from "../database/generated/pothos-types.ts";
import type {
  Conflict,
  Contact,
  ContactList,
  ContactMerge,
  Conversation,
  IntegrationKey,
  Member,
  Message,
  SuspectedDuplicate,
  Tag,
  Visitor,
  Workspace,
} from "../database/generated/prisma/client.ts";
import type { ImportMappingRecord, ImportRecord } from "../database/imports/import-record.ts";
import type { Json } from "../identity/model.ts";
import { type AuthScopes, grantedScopes, notAllowed } from "./auth-scopes.ts";
import type { Context } from "./context.ts";
import type { UploadedFile } from "./uploaded-file.ts";
import { wellEncodedPlugin } from "./well-encoded.ts";

/** What every part of the schema is defined on. Output fields and list items are non-null unless they say otherwise. */
export interface SchemaTypes {
  Context: Context;
  PrismaTypes: PrismaTypes;
  AuthScopes: AuthScopes;
  /** Named, so that types can refer to each other without their files importing each other. */
  Objects: {
    Workspace: Workspace;
    Member: Member;
    IntegrationKey: IntegrationKey;
    Contact: Contact;
    AnonymousVisitor: Visitor;
    Conversation: Conversation;
    Message: Message;
    ConflictField: Conflict;
    SuspectedDuplicate: SuspectedDuplicate;
    ContactList: ContactList;
    ContactMerge: ContactMerge;
    Tag: Tag;
    Import: ImportRecord;
    ImportMapping: ImportMappingRecord;
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date | string };
    Cursor: { Input: string; Output: string };
    ChatCursor: { Input: string; Output: string };
    File: { Input: UploadedFile; Output: never };
    JSONObject: { Input: { [key: string]: Json }; Output: unknown };
  };
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin, RelayPlugin, PrismaPlugin, wellEncodedPlugin],
  defaultFieldNullability: false,
  prisma: {
    client: (context) => context.database.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: false,
  },
  relay: {
    // `node` and `nodes` are our own (queries/node.ts): what is malformed, of another workspace or gone is null alike.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    encodeGlobalID: (typename, id) => encodeId(typename as IdType, String(id)),
    decodeGlobalID: (id) => {
      const parsed = parseId(id);
      return parsed === null
        ? { typename: "", id: "" }
        : { typename: parsed.type, id: parsed.uuid };
    },
    idFieldOptions: {
      description:
        'Opaque and unique in the whole API. Pass it to `node(id:)` and to inputs as it is; never take it apart. Example: `"Q29udGFjdDowMTkz…"`.',
    },
    nodeTypeOptions: {
      description: "Anything with an id of its own, which `node(id:)` finds again.",
    },
    pageInfoTypeOptions: { description: "Where a page stands in the whole connection." },
    hasNextPageFieldOptions: {
      description: "Whether more follows: ask again with `after: endCursor`.",
    },
    hasPreviousPageFieldOptions: {
      description: "Whether this page was asked for with `after`, so that something came before.",
    },
    startCursorFieldOptions: {
      description: "The cursor of the first edge; null on an empty page.",
    },
    endCursorFieldOptions: {
      description:
        "The cursor of the last edge, for the next page's `after`; null on an empty page.",
    },
    pageInfoFieldOptions: { description: "Where this page stands, and whether more follows." },
    edgesFieldOptions: { nullable: false, description: "The items of this page, in order." },
    nodeFieldOptions: { nullable: false, description: "The item itself." },
    cursorFieldOptions: {
      description: "Opaque. As `after`, it starts the page right behind this item.",
    },
    nodesOnConnection: {
      description:
        "The items of this page without their cursors: a shorthand for `edges { node }`.",
    },
  },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: (context) => grantedScopes(context.caller),
    unauthorizedError: (_parent, context, info) =>
      notAllowed(context.caller, `${info.parentType.name}.${info.fieldName}`),
  },
});

builder.queryType({
  description: "Reading. Everything is of the caller's workspace.",
});
builder.mutationType({
  description:
    "Writing: one mutation an intent. Each takes exactly one `input` and answers a union of its payload and of the refusals that it knows: ask for `... on Refusal { code message }` to catch them all.",
});
builder.subscriptionType({ description: "Live. Over WebSocket (graphql-transport-ws) and SSE." });
