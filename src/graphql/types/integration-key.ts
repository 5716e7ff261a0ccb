import { INTEGRATION_SCOPES, type IntegrationScope as Scope } from "../../auth/caller.ts";
import { builder } from "../builder.ts";
import { ofWorkspace } from "../of-workspace.ts";

export const IntegrationScope = builder.enumType("IntegrationScope", {
  description: "What an integration key may do. A key has any number of scopes.",
  values: {
    IDENTIFY: { description: "Pass on what visitors say of themselves (`identify`)." },
    IDENTIFY_VERIFIED: {
      description:
        "Vouch for the values that it passes on (`identify` with `verified: true`). For servers that know their customers.",
    },
    RECEIVE_MESSAGES: { description: "Deliver inbound messages of a channel (`receiveMessage`)." },
    READ_CONTACTS: { description: "Read contacts, visitors, conversations and conflicts." },
    WRITE_CONTACTS: { description: "Create, change, archive and unarchive contacts." },
    READ_EVENTS: {
      description:
        "Follow the events, live and as pages: who is who, and what happens in conversations.",
    },
    AI_AGENT: {
      description:
        "Answer in conversations as an AI agent, and hand them over to people. Such a key reads conversations and follows what happens in them, without the contacts.",
    },
  } as const,
});

builder.prismaNode("IntegrationKey", {
  name: "IntegrationKey",
  description:
    "A key with which a program of the business, or of a partner, calls this API. The key itself is shown once, when it is made.",
  id: { resolve: (key) => key.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is for. Example: `CRM sync`." }),
    scopes: t.field({
      type: [IntegrationScope],
      description: "What it may do.",
      resolve: (key): Scope[] => INTEGRATION_SCOPES.filter((scope) => key.scopes.includes(scope)),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was revoked; null while it opens something.",
    }),
  }),
});
