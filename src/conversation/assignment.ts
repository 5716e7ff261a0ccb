import type { Identify } from "../identity/commands.ts";
import { type IdentityState, the } from "../identity/state.ts";
import { type ConversationDraft, eventHead } from "./draft.ts";
import type { ConversationAssigned, ConversationTaken } from "./events.ts";
import type { Conversation } from "./model.ts";

/** A member has it from now on: whatever waited for an agent waits no more. */
export function takeFor(
  draft: ConversationDraft,
  conversation: Conversation,
  { memberId, cause }: { readonly memberId: string; readonly cause: ConversationTaken["cause"] },
): void {
  draft.record({
    ...eventHead(draft, { ...conversation, state: "WITH_AGENT", assigneeId: memberId }),
    kind: "ConversationTaken",
    previousAssigneeId: conversation.assigneeId,
    cause,
  });
}

/** Whose it is, said without its being taken. What nobody has any more waits for an agent again. */
export function assignTo(
  draft: ConversationDraft,
  conversation: Conversation,
  { assigneeId, cause }: Pick<ConversationAssigned, "assigneeId" | "cause">,
  about: { readonly happenedAt?: string } = {},
): void {
  if (assigneeId === conversation.assigneeId) return;
  const left = assigneeId === null && conversation.state === "WITH_AGENT";
  const state = left ? "WAITING_FOR_AGENT" : conversation.state;
  draft.record({
    ...eventHead(draft, { ...conversation, state, assigneeId }, about),
    kind: "ConversationAssigned",
    previousAssigneeId: conversation.assigneeId,
    cause,
  });
}

/** The member who took it; null: nobody, also where that one was removed and it is not yet nobody's. */
export const holderOf = (
  members: Pick<IdentityState, "members">,
  { state, assigneeId }: Conversation,
): string | null =>
  state === "WITH_AGENT" && assigneeId !== null && isActive(members, assigneeId)
    ? assigneeId
    : null;

export const isActive = (state: Pick<IdentityState, "members">, memberId: string): boolean =>
  state.members.get(memberId)?.active === true;

/** The member who gets a contact's new conversations and messages (SPEC 3.9). One that was removed is nobody. */
function assigneeOf(state: IdentityState, contactId: string | null): string | null {
  const assigneeId = contactId === null ? null : the(state.contacts, contactId).assigneeId;
  return assigneeId !== null && isActive(state, assigneeId) ? assigneeId : null;
}

/** What an agent took stays with that agent; everything else follows the contact's assignee. */
export function followContact(
  draft: ConversationDraft,
  conversation: Conversation,
  about: { readonly happenedAt: string },
): void {
  if (conversation.state === "WITH_AGENT") return;
  const { contactId = null } = draft.state.visitors.get(conversation.visitorId) ?? {};
  const assigneeId = assigneeOf(draft.state, contactId);
  if (assigneeId !== null)
    assignTo(draft, conversation, { assigneeId, cause: "CONTACT_ASSIGNEE" }, about);
}

/** Somebody is known now: the conversation that it said so in is its contact's assignee's, as the next message would be. */
export function assignIdentified(
  draft: ConversationDraft,
  { visitorId, conversationId, happenedAt }: Identify,
  events: readonly { readonly kind: string; readonly visitorId: string | null }[],
): void {
  const linked = events.some(
    (event) => event.kind === "VisitorIdentified" && event.visitorId === visitorId,
  );
  const conversation = conversationId ? draft.conversation(conversationId) : undefined;
  if (linked && conversation?.visitorId === visitorId)
    followContact(draft, conversation, { happenedAt });
}
