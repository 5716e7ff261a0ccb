import type { IntegrationCaller, MemberCaller } from "../auth/caller.ts";
import type { ConversationCommand } from "../conversation/commands.ts";
import type { CommandHead } from "../identity/commands.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";
import {
  canonicalLanguage,
  languageProblems,
  refuseInput,
  textProblems,
  tokenProblems,
} from "./message-input.ts";

/** What is done with a conversation (SPEC 7.2, 7.3). The rules are in `src/conversation`. */
type Deps = Pick<IdentityDeps, "writer" | "now">;
type InConversation = { readonly conversationId: string };
type ConversationResult = IdentityResult<InConversation>;

async function run(
  deps: Deps,
  caller: TrustedCaller,
  command: (head: CommandHead) => ConversationCommand & InConversation,
): Promise<IdentityResult<InConversation & { readonly messageId: string | null }>> {
  const given = command(commandHead(caller, deps.now()));
  const decision = await deps.writer.execute(given);
  if (decision.outcome === "refused") return refuse(decision.refusal);
  const { conversationId } = given;
  return { ok: true, conversationId, messageId: decision.message?.id ?? null };
}

export const takeConversation =
  (deps: Deps) =>
  (caller: MemberCaller, input: InConversation): Promise<ConversationResult> =>
    run(deps, caller, (head) => ({ ...head, type: "TakeConversation", ...input }));

export const assignConversation =
  (deps: Deps) =>
  (
    caller: MemberCaller,
    input: InConversation & { readonly assigneeId: string | null },
  ): Promise<ConversationResult> =>
    run(deps, caller, (head) => ({ ...head, type: "AssignConversation", ...input }));

export const closeConversation =
  (deps: Deps) =>
  (caller: MemberCaller, input: InConversation): Promise<ConversationResult> =>
    run(deps, caller, (head) => ({ ...head, type: "CloseConversation", ...input }));

export const reopenConversation =
  (deps: Deps) =>
  (caller: MemberCaller, input: InConversation): Promise<ConversationResult> =>
    run(deps, caller, (head) => ({ ...head, type: "ReopenConversation", ...input }));

export const markConversationRead =
  (deps: Deps) =>
  (
    caller: MemberCaller,
    input: InConversation & { readonly throughMessageId: string },
  ): Promise<ConversationResult> =>
    run(deps, caller, (head) => ({ ...head, type: "MarkConversationRead", ...input }));

/** The AI agent, by the scope `AI_AGENT`. */
export const requestHandover =
  (deps: Deps) =>
  async (
    caller: IntegrationCaller,
    input: InConversation & { readonly language: string | null },
  ): Promise<ConversationResult> => {
    const problems = languageProblems(input.language);
    if (problems.length > 0) return refuseInput(problems);
    const language = canonicalLanguage(input.language);
    return run(deps, caller, (head) => ({ ...head, type: "RequestHandover", ...input, language }));
  };

/** An agent answers, or the AI agent does. */
export const sendReply =
  (deps: Deps) =>
  async (
    caller: TrustedCaller,
    input: InConversation & { readonly text: string; readonly requestId: string | null },
  ): Promise<IdentityResult<InConversation & { readonly messageId: string }>> => {
    const problems = [...textProblems(input.text), ...tokenProblems("requestId", input.requestId)];
    if (problems.length > 0) return refuseInput(problems);
    const result = await run(deps, caller, (head) => ({ ...head, type: "SendReply", ...input }));
    if (!result.ok) return result;
    const { conversationId, messageId } = result;
    if (messageId === null) throw new Error("a reply was accepted and not stored");
    return { ok: true, conversationId, messageId };
  };
