import type { Actor as ActorValue } from "../../identity/model.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { ActorType } from "./enums.ts";

export const Actor = builder.objectRef<ActorValue>("Actor").implement({
  description:
    "Who did something. Exactly the field that `type` names is given, if the caller may see it and it still exists.",
  fields: (t) => ({
    type: t.field({
      type: ActorType,
      description: "What they are.",
      resolve: (actor) => actor.type,
    }),
    member: t.field({
      type: "Member",
      nullable: true,
      // To a visitor it is the business that writes, or its AI agent, as `type` says. Who wants to be known to it signs.
      description: "The member. Visitors are not told which one.",
      resolve: (actor, _args, context) =>
        actor.type === "member" && mayReadContacts(context.caller)
          ? context.loaders.member.load(actor.id)
          : null,
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description: "The visitor. For members, and integration keys that may read contacts.",
      resolve: (actor, _args, context) =>
        actor.type === "visitor" && mayReadContacts(context.caller)
          ? context.loaders.visitor.load(actor.id)
          : null,
    }),
    integrationKey: t.field({
      type: "IntegrationKey",
      nullable: true,
      description: "The integration key. For members, and integration keys that may read contacts.",
      resolve: (actor, _args, context) =>
        actor.type === "integration" && mayReadContacts(context.caller)
          ? context.loaders.integrationKey.load(actor.id)
          : null,
    }),
  }),
});
