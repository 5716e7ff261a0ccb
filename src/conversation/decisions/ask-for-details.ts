import {
  IDENTIFIER_KINDS,
  type IdentifierKind,
  NUMBER_CHANNELS,
  type Sender,
} from "../../identity/model.ts";
import type { AskForDetails } from "../commands.ts";
import {
  type ConversationDecision,
  type ConversationDraft,
  eventHead,
  openConversationDraft,
} from "../draft.ts";
import type { Conversation } from "../model.ts";
import { handoverSentence, sayAsAi } from "../say.ts";
import type { ConversationState } from "../state.ts";

/** SPEC 7.3: nobody took it within the waiting time. Called early, late, twice, or for nothing, it does what is due. */
export function askForDetails(
  command: AskForDetails,
  state: ConversationState,
): ConversationDecision {
  const draft = openConversationDraft(command, state);
  const conversation = draft.conversation(command.conversationId);
  if (conversation && isDue(conversation, command.at)) ask(draft, conversation);
  return draft.accepted();
}

const isDue = ({ state, handover }: Conversation, at: string): boolean =>
  state === "WAITING_FOR_AGENT" &&
  handover !== null &&
  handover.askedAt === null &&
  handover.waitUntil <= at;

function ask(draft: ConversationDraft, before: Conversation): void {
  const fields = IDENTIFIER_KINDS.filter((kind) => !isKnown(draft, before, kind));
  const state = fields.length > 0 ? "DETAILS_ASKED" : before.state;
  const conversation = { ...before, state } as const;
  draft.record({ ...eventHead(draft, conversation), kind: "DetailsAsked", fields, again: false });
  const kind = fields.length > 0 ? "question" : "noted";
  sayAsAi(draft, conversation, handoverSentence(draft, conversation, kind, fields));
}

/**
 * Whether asking would be idle: the visitor is that address of a channel, or proved to be the contact that has it. What an
 * unproven visitor's contact has is asked for all the same: not asking would tell the visitor that it is known (SPEC 4).
 */
export function isKnown(
  { state }: ConversationDraft,
  { visitorId }: Conversation,
  kind: IdentifierKind,
): boolean {
  const visitor = state.visitors.get(visitorId);
  if (visitor?.sender && isReachedBy(visitor.sender, kind)) return true;
  const contact = visitor?.contactId ? state.contacts.get(visitor.contactId) : undefined;
  return visitor?.proven === true && Boolean(contact?.fields[kind]?.value);
}

/** A short code, or what is no number or address, reaches nobody. */
function isReachedBy({ channel, address }: Sender, kind: IdentifierKind): boolean {
  if (channel === "EMAIL") return kind === "email" && address.includes("@");
  return kind === "phone" && NUMBER_CHANNELS.some((one) => one === channel) && address[0] === "+";
}
