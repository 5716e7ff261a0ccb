import { identify } from "../../identity/decisions/identify.ts";
import { noteInboundMessage } from "../../identity/decisions/note-inbound-message.ts";
import type { ReceiveMessage } from "../commands.ts";
import type { ConversationDraft } from "../draft.ts";

/**
 * What a message means for who is who: the anonymous record (SPEC 2.2), an archived contact back (SPEC 3.5), and what
 * the channel says of its sender (SPEC 3.2). Whoever can't be identified, as a member can't (V3), stays anonymous.
 */
export function noteSender(
  draft: ConversationDraft,
  command: ReceiveMessage,
  { visitorId, conversationId }: { readonly visitorId: string; readonly conversationId: string },
): void {
  const { workspaceId, id, at, actor, channel, sender, sentAt: happenedAt, sentBy } = command;
  const head = { workspaceId, at, actor, visitorId, channel, conversationId, happenedAt, sender };
  const noted = noteInboundMessage(
    { ...head, id, type: "NoteInboundMessage", kind: "CONVERSATIONS" },
    draft.state,
  );
  if (noted.outcome === "accepted") for (const event of noted.events) draft.record(event);
  if (!sentBy) return;

  // The message that is being stored.
  draft.state.conversations.set(conversationId, { visitorId, hasInboundMessage: true });
  const identified = identify(
    {
      ...head,
      ...sentBy,
      type: "Identify",
      withInboundMessage: true,
      proofId: null,
      proofExpiresAt: null,
    },
    draft.state,
  );
  if (identified.outcome === "accepted") for (const event of identified.events) draft.record(event);
}
