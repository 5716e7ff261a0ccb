import { headOf } from "../../identity/draft.ts";
import type { IdentityEvent } from "../../identity/events.ts";
import type { UnassignMember } from "../commands.ts";
import type { ConversationEvent } from "../events.ts";
import type { ConversationState } from "../state.ts";
import { conversationAssigned } from "./assign-conversation.ts";

export interface UnassignDecision {
  readonly outcome: "accepted";
  readonly events: readonly (IdentityEvent | ConversationEvent)[];
}

/** A part of what a removed member has. Whoever is interrupted, or does it twice, goes on where it is. */
export function unassignMember(
  command: UnassignMember,
  state: ConversationState,
): UnassignDecision {
  const { memberId } = command;
  const events: (IdentityEvent | ConversationEvent)[] = [];
  for (const contactId of command.contactIds)
    if (state.contacts.get(contactId)?.assigneeId === memberId)
      events.push({
        ...headOf(command, {}),
        kind: "ContactAssigned",
        contactId,
        assigneeId: null,
        previousAssigneeId: memberId,
        cause: "MEMBER_REMOVED",
      });
  for (const { id, visitorId } of command.conversations) {
    const conversation = state.conversationRecords.get(id);
    if (conversation?.assigneeId !== memberId) continue;
    const { contactId = null } = state.visitors.get(visitorId) ?? {};
    const about = { contactId, channel: conversation.channel };
    const to = { assigneeId: null, cause: "MEMBER_REMOVED" as const };
    events.push(conversationAssigned(command, about, conversation, to));
  }
  return { outcome: "accepted", events };
}
