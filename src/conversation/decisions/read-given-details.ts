import { identify } from "../../identity/decisions/identify.ts";
import { IDENTIFIER_KINDS } from "../../identity/model.ts";
import { assignIdentified } from "../assignment.ts";
import type { ReceiveMessage } from "../commands.ts";
import { type ConversationDraft, eventHead } from "../draft.ts";
import type { Conversation, Handover } from "../model.ts";
import { handoverSentence, sayAsAi } from "../say.ts";
import { isKnown } from "./ask-for-details.ts";

/**
 * SPEC 7.3: the visitor was asked how to reach it, and this is its next message. What is sure is saved as the AI agent's
 * capture, with everything that saving means; what is not, or nothing, is asked for once more; nothing is guessed. The
 * answer in the chat depends on what was written and on nothing that is known of anybody.
 */
export function readGivenDetails(
  draft: ConversationDraft,
  command: ReceiveMessage,
  before: Conversation,
): void {
  const { handover } = before;
  if (handover === null || handover.askedAt === null) return;
  const { found, doubtful } = command.details;
  const given = IDENTIFIER_KINDS.filter((kind) => found[kind] !== undefined);
  if (given.length > 0) saveDetails(draft, command, before);

  const missing = handover.missing.filter((kind) => !given.includes(kind));
  const nothingYet = given.length === 0 && !gaveBefore(draft, before, handover);
  const unclear = nothingYet ? missing : missing.filter((kind) => doubtful.includes(kind));
  // Written before the question, and delivered behind it: no answer, so that nothing is asked again for it.
  const isLate = command.sentAt < handover.askedAt && handover.askedAt <= command.at;
  const again = isLate || handover.askedAgain ? [] : unclear;
  const conversation = draft.conversation(before.id) ?? before;
  const state = missing.length > 0 ? conversation.state : "WAITING_FOR_AGENT";
  const after = { ...conversation, state } as const;
  if (given.length > 0)
    draft.record({ ...eventHead(draft, after), kind: "DetailsGiven", fields: given });
  if (again.length > 0)
    draft.record({ ...eventHead(draft, after), kind: "DetailsAsked", fields: again, again: true });

  const sentences = [
    ...(given.length > 0 ? [handoverSentence(draft, after, "thanks", given)] : []),
    ...(again.length > 0 ? [handoverSentence(draft, after, "again", again)] : []),
  ];
  if (sentences.length > 0) sayAsAi(draft, after, sentences.join(" "));
}

/** Whoever gave one of both and then talks of something else has not been misread. */
const gaveBefore = (draft: ConversationDraft, before: Conversation, { missing }: Handover) =>
  IDENTIFIER_KINDS.some((kind) => !missing.includes(kind) && !isKnown(draft, before, kind));

/** Unverified, as all that is typed (SPEC 4). Refused, where an identifier is a member's, it is simply not saved. */
function saveDetails(
  draft: ConversationDraft,
  { workspaceId, id, at, actor, sentAt, details }: ReceiveMessage,
  { id: conversationId, visitorId }: Conversation,
): void {
  const claims = Object.fromEntries(
    Object.entries(details.found).map(([kind, value]) => [kind, { value, verified: false }]),
  );
  const command = {
    type: "Identify",
    workspaceId,
    id,
    at,
    actor,
    visitorId,
    channel: "AI_AGENT",
    claims,
    conversationId,
    happenedAt: sentAt,
    withInboundMessage: true,
    provenByVisitor: false,
    proofId: null,
    proofExpiresAt: null,
    sender: null,
    // What nobody proved makes no successor (P10).
    successorVisitorId: visitorId,
  } as const;
  const decision = identify(command, draft.state);
  if (decision.outcome === "refused") return;
  for (const event of decision.events) draft.record(event);
  assignIdentified(draft, command, decision.events);
}
