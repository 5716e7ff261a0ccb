import type { Handover as HandoverValue } from "../../conversation/model.ts";
import type { Conversation } from "../../database/generated/prisma/client.ts";
import { builder } from "../builder.ts";
import { ContactField } from "./enums.ts";

export const Handover = builder.objectRef<HandoverValue>("Handover").implement({
  description: "An AI agent asked for a person in a conversation, and none has taken it yet.",
  fields: (t) => ({
    requestedAt: t.field({
      type: "DateTime",
      description: "When the AI agent asked for a person.",
      resolve: ({ requestedAt }) => new Date(requestedAt),
    }),
    requestedBy: t.field({
      type: "IntegrationKey",
      nullable: true,
      description: "The integration key of the AI agent. For members; null to others.",
      resolve: ({ requestedBy }, _args, { caller, loaders }) =>
        caller.type === "member" ? loaders.integrationKey.load(requestedBy) : null,
    }),
    detailsDueAt: t.field({
      type: "DateTime",
      description: "When the visitor is asked for its details, if no agent has taken it by then.",
      resolve: ({ waitUntil }) => new Date(waitUntil),
    }),
    detailsAskedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the visitor was asked; null: not yet.",
      resolve: ({ askedAt }) => (askedAt === null ? null : new Date(askedAt)),
    }),
    missingDetails: t.field({
      type: [ContactField],
      description: "What it was asked for and has not said readably yet.",
      resolve: ({ missing }) => [...missing],
    }),
  }),
});

/** As the rules stored it. */
export const handoverOf = ({ handover }: Conversation): HandoverValue | null =>
  handover as unknown as HandoverValue | null;
