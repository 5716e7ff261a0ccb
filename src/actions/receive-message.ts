import type { IntegrationCaller } from "../auth/caller.ts";
import { newVisitorId } from "../auth/new-id.ts";
import { readDetails } from "../identity/details/read-details.ts";
import type { MessageChannel } from "../identity/model.ts";
import { readSender, TOKEN_CHANNELS } from "./channel-sender.ts";
import {
  cappedAt,
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  type InputProblem,
  refuse,
  workspaceOf,
} from "./identity-command.ts";
import {
  canonicalLanguage,
  languageProblems,
  refuseInput,
  textProblems,
  tokenProblems,
} from "./message-input.ts";
import { type StoredMessage, storedMessage } from "./send-message.ts";

/** A message as a channel delivered it. Either the visitor or the sender's address says whose it is. */
export interface ReceiveMessageInput {
  readonly channel: MessageChannel;
  readonly visitorId: string | null;
  readonly sender: string | null;
  /** Where the channel has one name, and where it has them apart. */
  readonly senderName: string | null;
  readonly senderFirstName: string | null;
  readonly senderLastName: string | null;
  readonly text: string;
  /** The channel's own id of the message: delivering it twice stores it once. */
  readonly externalId: string | null;
  readonly sentAt: Date | null;
  readonly language: string | null;
}

/** An integration delivers an inbound message (SPEC 7.1). It is never refused for who sends it. */
export const receiveMessage =
  (deps: IdentityDeps) =>
  async (
    caller: IntegrationCaller,
    input: ReceiveMessageInput,
  ): Promise<IdentityResult<StoredMessage & { readonly duplicate: boolean }>> => {
    const { channel, text, externalId, language } = input;
    const problems = inputProblems(input);
    if (problems.length > 0) return refuseInput(problems);
    const { country } = await workspaceOf(deps, caller);
    const now = deps.now();
    const decision = await deps.writer.execute({
      ...commandHead(caller, now),
      type: "ReceiveMessage",
      visitorId: input.visitorId ?? newVisitorId(),
      ...readSender(
        {
          channel,
          address: input.sender,
          fullName: input.senderName,
          firstName: input.senderFirstName,
          lastName: input.senderLastName,
        },
        country,
      ),
      channel,
      text,
      externalId,
      sentAt: cappedAt(now, input.sentAt),
      conversationId: null,
      language: canonicalLanguage(language),
      details: readDetails(text, country),
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    return { ok: true, ...storedMessage(decision), duplicate: decision.duplicate };
  };

function inputProblems(input: ReceiveMessageInput): InputProblem[] {
  const { channel, visitorId, sender } = input;
  const problems = [
    ...textProblems(input.text),
    ...tokenProblems("sender", sender),
    ...tokenProblems("externalId", input.externalId),
    ...languageProblems(input.language),
  ];
  const misplaced = (message: string) =>
    problems.push({ path: "sender", problem: "MALFORMED", message });
  if ((visitorId === null) === (sender === null))
    misplaced("Either visitorId or sender says whose message it is: give one of them.");
  else if (sender !== null && TOKEN_CHANNELS.includes(channel))
    misplaced("On this channel visitors have ids of their own: give visitorId.");
  return problems;
}
