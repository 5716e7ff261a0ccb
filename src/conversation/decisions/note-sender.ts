import { identify } from "../../identity/decisions/identify.ts";
import { noteInboundMessage } from "../../identity/decisions/note-inbound-message.ts";
import type { IdentityEvent } from "../../identity/events.ts";
import type { ReceiveMessage } from "../commands.ts";
import type { ConversationDraft } from "../draft.ts";

interface Place {
  readonly visitorId: string;
  readonly conversationId: string;
}

/** What the message means for its visitor: the anonymous record (SPEC 2.2), an archived contact back (SPEC 3.5). */
export function noteSender(
  draft: ConversationDraft,
  command: ReceiveMessage,
  place: Place,
): readonly IdentityEvent[] {
  const { id } = command;
  const noted = noteInboundMessage(
    { ...headOf(command, place), id, type: "NoteInboundMessage", kind: "CONVERSATIONS" },
    draft.state,
  );
  return noted.outcome === "accepted" ? noted.events : [];
}

/** What the channel says of who sends it (SPEC 3.2). Whoever can't be identified, as a member can't (V3), stays anonymous. */
export function identifySender(
  draft: ConversationDraft,
  command: ReceiveMessage,
  place: Place,
): readonly IdentityEvent[] {
  if (!command.sentBy) return [];
  // The message that is being stored.
  const { visitorId, conversationId } = place;
  draft.state.conversations.set(conversationId, { visitorId, hasInboundMessage: true });
  const identified = identify(
    {
      ...headOf(command, place),
      ...command.sentBy,
      type: "Identify",
      withInboundMessage: true,
      proofId: null,
      proofExpiresAt: null,
    },
    draft.state,
  );
  return identified.outcome === "accepted" ? identified.events : [];
}

const headOf = (
  { workspaceId, at, actor, channel, sentAt: happenedAt, sender }: ReceiveMessage,
  place: Place,
) => ({ workspaceId, at, actor, channel, happenedAt, sender, ...place });
