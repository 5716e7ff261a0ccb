import { encodeId } from "../../auth/global-id.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";

/** The payload of a mutation that did something to one visitor. */
export interface VisitorPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly visitorId: string;
}

/** A visitor learns its own id and no more: nothing that it can read tells linked from anonymous (SPEC 4). */
export const visitorPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<VisitorPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      visitorId: t.id({
        description: "The visitor's id.",
        resolve: ({ visitorId }) => encodeId("AnonymousVisitor", visitorId),
      }),
      visitor: t.field({
        type: "AnonymousVisitor",
        nullable: true,
        description:
          "The visitor as it is now. Null to visitors, and to integration keys that may not read contacts.",
        resolve: ({ visitorId }, _args, { caller, loaders }) =>
          mayReadContacts(caller) ? loaders.visitor.load(visitorId) : null,
      }),
    }),
  });
