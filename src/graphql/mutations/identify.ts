import { type Identified, identify } from "../../actions/identify.ts";
import { encodeId } from "../../auth/global-id.ts";
import { actingCaller } from "../acting-caller.ts";
import { mayReadContacts, workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import {
  ChannelNotAllowed,
  ConversationNotFound,
  identityRefusal,
  ProofAlreadyUsed,
  ProofRefused,
  VisitorNotFound,
  VouchingNotAllowed,
} from "../identity-refusals.ts";
import { existingRows } from "../loaders.ts";
import { defineMutation } from "../mutation.ts";
import { IdentifyInput, readIdentifyInput } from "../types/identify-input.ts";
import { VerifiedContact } from "../types/verified-contact.ts";

const SuccessorVisitor = builder
  .objectRef<{ visitorId: string; token: string; expiresAt: Date }>("SuccessorVisitor")
  .implement({
    description: "The visitor that stands in, on this device, for the contact that was proved.",
    fields: (t) => ({
      visitorId: t.id({
        description: "Its id.",
        resolve: ({ visitorId }) => encodeId("AnonymousVisitor", visitorId),
      }),
      token: t.exposeString("token", {
        description: "Its visitor token: the device keeps it in place of the one that it had.",
      }),
      expiresAt: t.expose("expiresAt", {
        type: "DateTime",
        description: "When the token expires.",
      }),
    }),
  });

type Payload = Identified & { readonly __typename: "IdentifyPayload" };

/**
 * To a visitor the answer says nothing of what is known: it is the same whether an identifier was new, known, or a
 * member's (SPEC 4).
 */
const payload = builder.objectRef<Payload>("IdentifyPayload").implement({
  description:
    "What was said is dealt with. To visitors the answer is the same whether or not somebody is known by it.",
  fields: (t) => ({
    visitorId: t.id({
      description: "The visitor's id, as it was given.",
      resolve: ({ visitorId }) => encodeId("AnonymousVisitor", visitorId),
    }),
    successor: t.field({
      type: SuccessorVisitor,
      nullable: true,
      description:
        "Set when the device was linked to one contact and somebody proved to be another: go on with this visitor. The same pair always gets the same successor.",
      resolve: async ({ successorVisitorId }, _args, context) => {
        if (successorVisitorId === null) return null;
        const { visitorTokens } = context.people;
        const issued = await visitorTokens.issue(workspaceOf(context), successorVisitorId);
        if (issued === null) throw new Error("The caller's workspace is missing.");
        return { visitorId: successorVisitorId, ...issued };
      },
    }),
    visitor: t.field({
      type: "AnonymousVisitor",
      nullable: true,
      description:
        "The visitor as it is now; null if nothing was said that makes a record. Null to visitors, and to integration keys that may not read contacts.",
      resolve: ({ visitorId }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.visitor.load(visitorId) : null,
    }),
    contact: t.field({
      type: "Contact",
      nullable: true,
      description:
        "The contact that was identified; null: still anonymous. Null to visitors, and to integration keys that may not read contacts.",
      resolve: ({ contactId }, _args, { caller, loaders }) =>
        contactId !== null && mayReadContacts(caller) ? loaders.contact.load(contactId) : null,
    }),
    verifiedContact: t.field({
      type: VerifiedContact,
      nullable: true,
      description:
        "To a visitor that proved to be a contact: that contact. Null to all other callers.",
      resolve: async ({ visitorId }, _args, { caller, loaders }) => {
        if (caller.type !== "visitor") return null;
        const visitor = await loaders.visitor.load(visitorId);
        return visitor?.proven && visitor.contactId !== null
          ? loaders.contact.load(visitor.contactId)
          : null;
      },
    }),
    newConflicts: t.field({
      type: ["ConflictField"],
      nullable: true,
      description:
        "The conflicts that it opened. Null to visitors, and to integration keys that may not read contacts.",
      resolve: ({ newConflictIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.conflict, newConflictIds) : null,
    }),
    suspectedDuplicates: t.field({
      type: ["SuspectedDuplicate"],
      nullable: true,
      description:
        "The suspicions that it raised. Null to visitors, and to integration keys that may not read contacts.",
      resolve: ({ newSuspicionIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.suspicion, newSuspicionIds) : null,
    }),
  }),
});

defineMutation("identify", {
  description:
    "Says who a visitor is. Finds or makes the contact, fills what it lacks, and keeps what differs as a conflict for an agent to decide: nothing that anybody said is lost or overwritten silently. Saying the same again changes nothing.",
  authScopes: { visitor: true, memberOr: "IDENTIFY" },
  input: IdentifyInput,
  payload,
  refusals: [
    VisitorNotFound,
    ConversationNotFound,
    ChannelNotAllowed,
    VouchingNotAllowed,
    ProofRefused,
    ProofAlreadyUsed,
    IdentifierTaken,
  ],
  resolve: async (given, context) => {
    const read = readIdentifyInput(given);
    if ("refusal" in read) return read.refusal;
    const result = await identify(context)(actingCaller(context), read.input);
    return result.ok
      ? { __typename: "IdentifyPayload" as const, ...result }
      : identityRefusal(result.refusal);
  },
});
