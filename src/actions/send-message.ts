import type { VisitorCaller } from "../auth/caller.ts";
import { commandHead, type IdentityDeps, type IdentityResult, refuse } from "./identity-command.ts";
import { refuseInput, textProblems } from "./message-input.ts";

/** The message that was stored, and whose it is. */
export interface StoredMessage {
  readonly messageId: string;
  readonly conversationId: string;
  readonly visitorId: string;
}

/** A visitor writes in the chat (SPEC 7.1), in a conversation of its own or its latest open one. */
export const sendMessage =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  async (
    caller: VisitorCaller,
    input: { readonly text: string; readonly conversationId: string | null },
  ): Promise<IdentityResult<StoredMessage>> => {
    const problems = textProblems(input.text);
    if (problems.length > 0) return refuseInput(problems);
    const head = commandHead(caller, deps.now());
    const decision = await deps.writer.execute({
      ...head,
      type: "ReceiveMessage",
      visitorId: caller.visitorId,
      sender: null,
      channel: "CHAT",
      text: input.text,
      externalId: null,
      sentAt: head.at,
      conversationId: input.conversationId,
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    const { id: messageId, conversationId, visitorId } = decision.message;
    return { ok: true, messageId, conversationId, visitorId };
  };
