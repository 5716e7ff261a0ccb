import type { VisitorCaller } from "../auth/caller.ts";
import type { Message } from "../conversation/model.ts";
import { messageKey } from "../conversation/request-id.ts";
import { readDetails } from "../identity/details/read-details.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
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

/** The message that was stored, and whose it is. */
export interface StoredMessage {
  readonly messageId: string;
  readonly conversationId: string;
  readonly visitorId: string;
}

export function storedMessage({ message }: { readonly message: Message | null }): StoredMessage {
  if (message === null) throw new Error("a message was accepted and not stored");
  const { id: messageId, conversationId, visitorId } = message;
  return { messageId, conversationId, visitorId };
}

/** A visitor writes in the chat, or answers a push notification (SPEC 7.1), in a conversation of its own or its latest open one. */
export const sendMessage =
  (deps: Pick<IdentityDeps, "writer" | "secrets" | "now">) =>
  async (
    caller: VisitorCaller,
    input: {
      readonly text: string;
      readonly channel: "CHAT" | "PUSH";
      readonly conversationId: string | null;
      readonly language: string | null;
      /** The caller's own id of the message: sent again with it, it is stored once. */
      readonly requestId: string | null;
    },
  ): Promise<IdentityResult<StoredMessage>> => {
    const problems = [
      ...textProblems(input.text),
      ...languageProblems(input.language),
      ...tokenProblems("requestId", input.requestId),
    ];
    if (problems.length > 0) return refuseInput(problems);
    const { country } = await workspaceOf(deps, caller);
    const head = commandHead(caller, deps.now());
    const decision = await deps.writer.execute({
      ...head,
      type: "ReceiveMessage",
      visitorId: caller.visitorId,
      sender: null,
      sentBy: null,
      channel: input.channel,
      text: input.text,
      externalId: messageKey(caller.visitorId, input.requestId),
      sentAt: head.at,
      conversationId: input.conversationId,
      language: canonicalLanguage(input.language),
      details: readDetails(input.text, country),
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    return { ok: true, ...storedMessage(decision) };
  };
