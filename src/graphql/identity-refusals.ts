import type { IdentityRefusal } from "../actions/identity-command.ts";
import { PROOF_PROBLEMS, type ProofProblem } from "../auth/proof.ts";
import type { Channel as ChannelName, FieldName } from "../identity/model.ts";
import { builder } from "./builder.ts";
import { groupingRefusal } from "./grouping-refusals.ts";
import { identifierTaken } from "./identifier-taken.ts";
import { REFUSALS } from "./refusal-names.ts";
import { invalidInput, plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";
import { Channel, ContactField } from "./types/enums.ts";

export const ContactNotFound = plainRefusal("ContactNotFound");
interface VisitorIsLinkedValue extends RefusalValue {
  readonly contactId: string;
}
export const VisitorIsLinked = builder
  .objectRef<VisitorIsLinkedValue>("VisitorIsLinked")
  .implement({
    description: REFUSALS.VisitorIsLinked,
    interfaces: [Refusal],
    fields: (t) => ({
      contact: t.field({
        type: "Contact",
        nullable: true,
        description: "The contact that it is linked to.",
        resolve: ({ contactId }, _args, { loaders }) => loaders.contact.load(contactId),
      }),
    }),
  });
export const VisitorNotFound = plainRefusal("VisitorNotFound");
export const SuspectedDuplicateNotFound = plainRefusal("SuspectedDuplicateNotFound");
export const ConversationNotFound = plainRefusal("ConversationNotFound");
export const ProofAlreadyUsed = plainRefusal("ProofAlreadyUsed");
export const VisitorIsNotLinked = plainRefusal("VisitorIsNotLinked");
export const VouchingNotAllowed = plainRefusal("VouchingNotAllowed");

interface FieldRefusal extends RefusalValue {
  readonly field: FieldName;
}
const fieldRefusal = (name: "IdentifierNotFound" | "IdentifierIsMain") =>
  builder.objectRef<FieldRefusal>(name).implement({
    description: REFUSALS[name],
    interfaces: [Refusal],
    fields: (t) => ({
      field: t.expose("field", { type: ContactField, description: "`EMAIL` or `PHONE`." }),
    }),
  });
export const IdentifierNotFound = fieldRefusal("IdentifierNotFound");
export const IdentifierIsMain = fieldRefusal("IdentifierIsMain");

interface DetailsMissingValue extends RefusalValue {
  readonly fields: readonly FieldName[];
}
export const DetailsMissing = builder.objectRef<DetailsMissingValue>("DetailsMissing").implement({
  description: REFUSALS.DetailsMissing,
  interfaces: [Refusal],
  fields: (t) => ({
    fields: t.field({
      type: [ContactField],
      description: "What is missing. `EMAIL` and `PHONE` together: one of them is enough.",
      resolve: (refusal) => [...refusal.fields],
    }),
  }),
});

const PROOF_PROBLEM_TEXTS: Record<ProofProblem, string> = {
  MALFORMED: "No JWT as the documentation of identity proofs has it.",
  BAD_SIGNATURE: "Not signed with the workspace's proof secret.",
  NOT_YET_VALID: "Its `iat` lies in the future.",
  EXPIRED: "Its `exp` has passed.",
  TOO_LONG_LIVED: "Its `exp` is more than an hour after its `iat`.",
  WRONG_WORKSPACE: "Its `aud` names another workspace.",
  WRONG_VISITOR: "Its `sub` names another visitor.",
};
const ProofProblemType = builder.enumType("ProofProblem", {
  description: "Why a signed proof can't be believed.",
  values: Object.fromEntries(
    PROOF_PROBLEMS.map((problem) => [
      problem,
      { value: problem, description: PROOF_PROBLEM_TEXTS[problem] },
    ]),
  ),
});
interface ProofRefusedValue extends RefusalValue {
  readonly reason: ProofProblem;
}
export const ProofRefused = builder.objectRef<ProofRefusedValue>("ProofRefused").implement({
  description: REFUSALS.ProofRefused,
  interfaces: [Refusal],
  fields: (t) => ({
    reason: t.field({
      type: ProofProblemType,
      description: "Why.",
      resolve: (refusal) => refusal.reason,
    }),
  }),
});

interface ChannelNotAllowedValue extends RefusalValue {
  readonly channel: ChannelName;
  readonly allowed: readonly ChannelName[];
}
export const ChannelNotAllowed = builder
  .objectRef<ChannelNotAllowedValue>("ChannelNotAllowed")
  .implement({
    description: REFUSALS.ChannelNotAllowed,
    interfaces: [Refusal],
    fields: (t) => ({
      channel: t.expose("channel", { type: Channel, description: "The channel that was given." }),
      allowed: t.field({
        type: [Channel],
        description: "The channels that this caller may speak for here.",
        resolve: (refusal) => [...refusal.allowed],
      }),
    }),
  });

/** The refusal of an action on contacts, visitors, conflicts or conversations, as the API answers it. */
export function identityRefusal(refusal: IdentityRefusal): RefusalValue {
  switch (refusal.code) {
    case "INVALID_VALUES":
    case "INVALID_INPUT":
      return invalidInput(...refusal.problems);
    case "IDENTIFIER_TAKEN":
      return identifierTaken(refusal);
    case "CONTACT_MERGED":
      return named("ContactMerged", refusal);
    case "VISITOR_IS_LINKED":
      return named("VisitorIsLinked", refusal);
    case "MERGE_WITH_ITSELF":
      return { __typename: "MergeWithItself" };
    case "MERGE_NOT_FOUND":
      return { __typename: "MergeNotFound" };
    case "MERGE_ALREADY_UNDONE":
      return { __typename: "MergeAlreadyUndone" };
    case "LATER_MERGE_FIRST":
      return named("LaterMergeFirst", refusal);
    case "VISITOR_NOT_FOUND":
      return { __typename: "VisitorNotFound" };
    case "CONTACT_NOT_FOUND":
      return { __typename: "ContactNotFound" };
    case "MEMBER_NOT_FOUND":
      return { __typename: "MemberNotFound" };
    case "LIST_NOT_FOUND":
    case "TAG_NOT_FOUND":
    case "PEOPLE_NOT_FOUND":
    case "NAME_TAKEN":
    case "DEFAULT_LIST_STAYS":
      return groupingRefusal(refusal);
    case "SUSPECTED_DUPLICATE_NOT_FOUND":
      return { __typename: "SuspectedDuplicateNotFound" };
    case "CONFLICT_NOT_FOUND":
      return { __typename: "ConflictNotFound" };
    case "CONVERSATION_NOT_FOUND":
      return { __typename: "ConversationNotFound" };
    case "CONVERSATION_CLOSED":
      return { __typename: "ConversationIsClosed" };
    case "CONVERSATION_TAKEN":
      return named("ConversationIsTaken", refusal);
    case "CONVERSATION_NOT_WITH_AI":
      return named("ConversationIsNotWithAi", refusal);
    case "MESSAGE_NOT_FOUND":
      return { __typename: "MessageNotFound" };
    case "IDENTIFIER_NOT_FOUND":
      return named("IdentifierNotFound", refusal);
    case "IDENTIFIER_IS_MAIN":
      return named("IdentifierIsMain", refusal);
    case "PROOF_ALREADY_USED":
      return { __typename: "ProofAlreadyUsed" };
    case "PROOF_REFUSED":
      return named("ProofRefused", refusal);
    case "DETAILS_MISSING":
      return named("DetailsMissing", refusal);
    case "VISITOR_NOT_LINKED":
      return { __typename: "VisitorIsNotLinked" };
    case "CONFLICT_NOT_OPEN":
      return named("ConflictIsNotOpen", refusal);
    case "MAIN_VALUE_CHANGED":
      return named("MainValueChanged", refusal);
    case "CONFIRMATION_REQUIRED":
      return { __typename: "CustomerConfirmationRequired" };
    case "CHANNEL_NOT_ALLOWED":
      return named("ChannelNotAllowed", refusal);
    case "VOUCHING_NOT_ALLOWED":
      return { __typename: "VouchingNotAllowed" };
  }
}

const named = <More extends { readonly code: string }>(
  __typename: RefusalValue["__typename"],
  { code: _code, ...more }: More,
) => ({ __typename, ...more });
