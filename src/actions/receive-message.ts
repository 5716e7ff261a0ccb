import type { IntegrationCaller } from "../auth/caller.ts";
import { newVisitorId } from "../auth/new-id.ts";
import type { Message } from "../conversation/model.ts";
import { readDetails } from "../identity/details/read-details.ts";
import { type MessageChannel, NUMBER_CHANNELS, type Sender } from "../identity/model.ts";
import { normalizeClaims } from "../identity/normalize/claims.ts";
import { normalizePhone } from "../identity/normalize/phone.ts";
import {
  cappedAt,
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  type InputProblem,
  refuse,
  workspaceOf,
} from "./identity-command.ts";
import { judgeClaims } from "./judge-claims.ts";
import { languageProblems, refuseInput, textProblems, tokenProblems } from "./message-input.ts";
import { type StoredMessage, storedMessage } from "./send-message.ts";

/** A message as a channel delivered it. Either the visitor or the sender's address says whose it is. */
export interface ReceiveMessageInput {
  readonly channel: MessageChannel;
  readonly visitorId: string | null;
  readonly sender: string | null;
  /** The one name that the channel supplies; never split by guess (SPEC 3.1). */
  readonly senderName: string | null;
  readonly text: string;
  /** The channel's own id of the message: delivering it twice stores it once. */
  readonly externalId: string | null;
  readonly sentAt: Date | null;
  readonly language: string | null;
}

/** The sender as it is kept, and whether it is a number that the channel proves. */
interface ReadSender {
  readonly sender: Sender;
  readonly isNumber: boolean;
}

/** An integration delivers an inbound message (SPEC 7.1). It is never refused for who sends it. */
export const receiveMessage =
  (deps: IdentityDeps) =>
  async (
    caller: IntegrationCaller,
    input: ReceiveMessageInput,
  ): Promise<IdentityResult<StoredMessage & { readonly duplicate: boolean }>> => {
    const { channel } = input;
    const problems = inputProblems(input);
    if (problems.length > 0) return refuseInput(problems);
    const { country } = await workspaceOf(deps, caller);
    const read = input.sender === null ? null : readSender(channel, input.sender, country);
    const now = deps.now();
    const decision = await deps.writer.execute({
      ...commandHead(caller, now),
      type: "ReceiveMessage",
      visitorId: input.visitorId ?? newVisitorId(),
      sender: read?.sender ?? null,
      channel,
      text: input.text,
      externalId: input.externalId,
      sentAt: cappedAt(now, input.sentAt),
      conversationId: null,
      language: input.language,
      details: readDetails(input.text, country),
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    const { message, duplicate } = decision;
    if (message === null) throw new Error("a message was accepted and not stored");
    // Also for a duplicate: its first delivery may have been cut off between the two.
    if (read?.isNumber)
      await identifySender(deps, caller, {
        message,
        sender: read.sender,
        country,
        name: input.senderName,
      });
    return { ok: true, ...storedMessage({ message }), duplicate };
  };

function inputProblems(input: ReceiveMessageInput): InputProblem[] {
  const problems = [
    ...textProblems(input.text),
    ...tokenProblems("sender", input.sender),
    ...tokenProblems("externalId", input.externalId),
    ...languageProblems(input.language),
  ];
  if ((input.visitorId === null) === (input.sender === null))
    problems.push({
      path: "sender",
      problem: "MALFORMED",
      message: "Either visitorId or sender says whose message it is: give one of them.",
    });
  return problems;
}

/** E.164 where readable, else as delivered: a short code, or what nobody can read, is a sender all the same. */
function readSender(channel: MessageChannel, address: string, country: string): ReadSender {
  const asDelivered = { sender: { channel, address: address.trim() }, isNumber: false };
  if (!NUMBER_CHANNELS.some((one) => one === channel)) return asDelivered;
  // WhatsApp's own ids are international numbers without the plus sign; elsewhere SPEC 3.3 holds: no guess.
  const inWhatsapp = channel === "WHATSAPP" && /^[1-9]\d{9,14}$/.test(address);
  const number = inWhatsapp ? normalizePhone(`+${address}`, country) : null;
  const read = number?.ok ? number : normalizePhone(address, country);
  if (!read.ok) return asDelivered;
  return { sender: { channel, address: read.value }, isNumber: true };
}

/** SPEC 3.2: the number is saved with the name that the channel supplies. A refusal (a member's number) keeps it anonymous. */
async function identifySender(
  deps: IdentityDeps,
  caller: IntegrationCaller,
  {
    message,
    sender,
    country,
    name,
  }: { message: Message; sender: Sender; country: string; name: string | null },
): Promise<void> {
  const { channel, visitorId, conversationId, sentAt } = message;
  const { claims: given } = normalizeClaims({ phone: sender.address, fullName: name }, country);
  const evidence = { given, signed: {}, vouched: false, loggedIn: false, number: sender.address };
  await deps.writer.execute({
    ...commandHead(caller, deps.now()),
    type: "Identify",
    visitorId,
    channel,
    ...judgeClaims(evidence),
    conversationId,
    happenedAt: sentAt,
    withInboundMessage: true,
    proofId: null,
    proofExpiresAt: null,
    sender,
    successorVisitorId: newVisitorId(),
  });
}
