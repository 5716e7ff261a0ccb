import type { CommandHead, Identify } from "../../identity/commands.ts";
import { headOf } from "../../identity/draft.ts";
import type { EventHead, IdentityEvent } from "../../identity/events.ts";
import { type IdentityState, the } from "../../identity/state.ts";
import type { ConversationAssigned } from "../events.ts";
import type { Conversation } from "../model.ts";
import type { ConversationState } from "../state.ts";

/** The member who gets a contact's new conversations and messages (SPEC 3.9). One that was removed is nobody. */
export function assigneeOf(state: IdentityState, contactId: string | null): string | null {
  const assigneeId = contactId === null ? null : the(state.contacts, contactId).assigneeId;
  return assigneeId !== null && state.members.get(assigneeId)?.active ? assigneeId : null;
}

export const conversationAssigned = (
  command: CommandHead,
  about: Partial<EventHead>,
  { id, visitorId, assigneeId }: Pick<Conversation, "id" | "visitorId" | "assigneeId">,
  to: Pick<ConversationAssigned, "assigneeId" | "cause">,
): ConversationAssigned => ({
  ...headOf(command, about),
  kind: "ConversationAssigned",
  visitorId,
  conversationId: id,
  previousAssigneeId: assigneeId,
  ...to,
});

/** Somebody is known now: the conversation that it said so in is its contact's assignee's, as the next message would be. */
export function assignIdentified(
  command: Identify,
  events: readonly IdentityEvent[],
  state: ConversationState,
): ConversationAssigned[] {
  const { visitorId, channel, conversationId, happenedAt } = command;
  const linked = events.find(
    (event) => event.kind === "VisitorIdentified" && event.visitorId === visitorId,
  );
  const conversation = conversationId ? state.conversationRecords.get(conversationId) : undefined;
  if (!linked || conversation?.visitorId !== visitorId) return [];
  const { contactId = null } = state.visitors.get(visitorId) ?? {};
  const assigneeId = assigneeOf(state, contactId);
  if (assigneeId === null || assigneeId === conversation.assigneeId) return [];
  const to = { assigneeId, cause: "CONTACT_ASSIGNEE" as const };
  return [conversationAssigned(command, { contactId, channel, happenedAt }, conversation, to)];
}
