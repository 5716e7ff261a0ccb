import type { Caller } from "../auth/caller.ts";
import { decodeIdOrNobodys } from "../auth/global-id.ts";
import { CONVERSATION_EVENT_KINDS } from "../conversation/events.ts";
import type { EventFilter, LogEventKind } from "../database/event-log.ts";
import { wantedAssignees } from "./assignee.ts";
import { mayFollowContacts } from "./auth-scopes.ts";
import { builder } from "./builder.ts";
import { MessageChannel } from "./types/enums.ts";
import { IdentityEventKind } from "./types/events/event-kinds.ts";

export const ConversationEventFilter = builder.inputType("ConversationEventFilter", {
  description:
    "Which events of conversations are wanted. All that is given must hold; what is not given does not narrow.",
  fields: (t) => ({
    kinds: t.field({ type: [IdentityEventKind], description: "Only events of these kinds." }),
    conversationId: t.id({ description: "Only events in this conversation." }),
    contactId: t.id({
      description: "Only events about this contact, or that name it second.",
    }),
    visitorId: t.id({ description: "Only events about this visitor." }),
    channels: t.field({
      type: [MessageChannel],
      description: "Only events in conversations over one of these channels.",
    }),
    assigneeId: t.id({
      description:
        "Only events in conversations that were this member's when they happened, and those that gave one to it or took one from it.",
    }),
    mine: t.boolean({
      description:
        "True: as `assigneeId` with the member who asks; a caller that is no member has none. False does not narrow.",
    }),
  }),
});
type Given = typeof ConversationEventFilter.$inferInput;

/** A malformed id is that of nothing. To who may not follow contacts, identity events are not there. */
export function readConversationEventFilter(
  given: Given | null | undefined,
  caller: Caller,
): EventFilter {
  const { kinds, conversationId, contactId, visitorId, channels } = given ?? {};
  const mayFollow = mayFollowContacts(caller);
  return {
    inConversations: true,
    kinds: mayFollow ? (kinds ?? null) : ofConversations(kinds),
    conversationId:
      conversationId == null ? null : decodeIdOrNobodys("Conversation", conversationId),
    contactId: contactId == null ? null : decodeIdOrNobodys("Contact", mayFollow ? contactId : ""),
    visitorId: visitorId == null ? null : decodeIdOrNobodys("AnonymousVisitor", visitorId),
    channels: channels ?? null,
    assigneeIds: wantedAssignees(given ?? {}, caller),
  };
}

const ofConversations = (kinds: readonly LogEventKind[] | null | undefined) =>
  CONVERSATION_EVENT_KINDS.filter((kind) => kinds == null || kinds.includes(kind));
