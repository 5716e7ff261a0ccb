import type { Identify } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, type Draft, openDraft } from "../draft.ts";
import {
  type Claim,
  type Claims,
  FIELD_NAMES,
  type FieldName,
  IDENTIFIER_KINDS,
  type Visitor,
} from "../model.ts";
import type { IdentityState } from "../state.ts";
import { repeats } from "../values.ts";
import { holderOf, personNamedBy } from "./choose-person.ts";
import { claimOnLinked } from "./claim-on-linked.ts";
import { entriesOf, linkVisitor, recordClaimant } from "./link-visitor.ts";
import { standInFor } from "./stand-in.ts";

/** SPEC 4. Values were checked where they were normalised (V1, V2); here the person and each field are decided. */
export function identify(command: Identify, state: IdentityState): Decision {
  const draft = openDraft(command, state);

  if (command.proofId && state.usedProofs.get(command.proofId))
    return refused({ code: "PROOF_ALREADY_USED" });
  const visitor = state.visitors.get(command.visitorId);
  // With the contact that it has, so that a proven visitor's answer is the usual one too (V3).
  const before = { visitorId: command.visitorId, contactId: visitor?.contactId ?? null };
  const nothing = accepted(draft, before);
  // An agent sees recorded visitors; a server may speak of one that has only signed in.
  if (!visitor && command.actor.type === "member")
    return refused({ code: "VISITOR_NOT_FOUND", visitorId: command.visitorId });
  const { conversationId } = command;
  if (conversationId && state.conversations.get(conversationId)?.visitorId !== command.visitorId)
    return refused({ code: "CONVERSATION_NOT_FOUND", conversationId });

  const said = claimsOf(command);
  for (const kind of IDENTIFIER_KINDS) {
    const holder = holderOf(draft.state, said, kind);
    if (holder?.type !== "member") continue;
    // V3: a visitor must not learn who works here.
    if (command.actor.type === "visitor") return nothing;
    const { contactId } = before;
    return refused({ code: "IDENTIFIER_TAKEN", field: kind, holder, contactId });
  }
  if (Object.keys(said).length === 0) return nothing;
  if (visitor?.contactId) return identifyLinked(draft, command, visitor, visitor.contactId, said);
  if (!said.email && !said.phone) return keepWithVisitor(draft, command, visitor, said);
  const choice = personNamedBy(draft.state, said);
  const contactId = linkVisitor(draft, command, said, choice, null);
  return accepted(draft, { visitorId: command.visitorId, contactId });
}

/** P8 to P10. Only a proven identifier can name another person; if it does, that person gets a visitor of its own. */
function identifyLinked(
  draft: Draft,
  command: Identify,
  visitor: Visitor,
  contactId: string,
  said: Claims,
): Decision {
  const proved = Object.fromEntries(
    IDENTIFIER_KINDS.filter((kind) => said[kind]?.verified).map((kind) => [kind, said[kind]]),
  );
  const named = personNamedBy(draft.state, proved).contact;
  // P7 holds for a linked visitor too, so that the claim that linked it means the same when it is said again.
  const { contact, duplicate } = personNamedBy(draft.state, said);
  const isOwn = contact?.id === contactId && duplicate?.reason === "ACTIVE_AND_ARCHIVED_MATCH";
  if (named && named.id !== contactId && !isOwn) {
    const successorVisitorId = standInFor(draft, command, visitor, said, named);
    return accepted(draft, {
      visitorId: command.visitorId,
      contactId: named.id,
      successorVisitorId,
    });
  }
  claimOnLinked(draft, command, visitor, contactId, said);
  return accepted(draft, { visitorId: command.visitorId, contactId });
}

/** P1: kept on the visitor, which stays anonymous. */
function keepWithVisitor(
  draft: Draft,
  command: Identify,
  visitor: Visitor | undefined,
  said: Claims,
): Decision {
  const news = entriesOf(said).filter(([field, claim]) => !repeats(claim, visitor?.claims[field]));
  if (news.length > 0) {
    const head = recordClaimant(draft, command, null);
    draft.record({ ...head, kind: "VisitorDetailsClaimed", claims: Object.fromEntries(news) });
  }
  return accepted(draft, { visitorId: command.visitorId });
}

function claimsOf(command: Identify): Claims {
  const { channel, visitorId, conversationId, happenedAt } = command;
  const claims: { [F in FieldName]?: Claim } = {};
  for (const field of FIELD_NAMES) {
    const given = command.claims[field];
    if (given)
      claims[field] = { ...given, origin: { channel, visitorId, conversationId, happenedAt } };
  }
  return claims;
}
