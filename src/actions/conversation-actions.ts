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
type Done = IdentityResult<{ readonly conversationId: string }>;
/** A command as its caller gives it. */
type Given<Type extends ConversationCommand["type"]> = Omit<
  Extract<ConversationCommand, { readonly type: Type }>,
  keyof CommandHead | "type"
>;

async function run(
  { writer, now }: Deps,
  caller: TrustedCaller,
  command: (head: CommandHead) => ConversationCommand & { readonly conversationId: string },
): Promise<IdentityResult<{ conversationId: string; messageId: string | null }>> {
  const given = command(commandHead(caller, now()));
  const decision = await writer.execute(given);
  if (decision.outcome === "refused") return refuse(decision.refusal);
  const { conversationId } = given;
  return { ok: true, conversationId, messageId: decision.message?.id ?? null };
}

type ByMember =
  | "TakeConversation"
  | "AssignConversation"
  | "CloseConversation"
  | "ReopenConversation"
  | "MarkConversationRead";
const byMember =
  <Type extends ByMember>(type: Type) =>
  (deps: Deps) =>
  (caller: MemberCaller, input: Given<Type>): Promise<Done> =>
    run(
      deps,
      caller,
      (head) => ({ ...head, type, ...input }) as Extract<ConversationCommand, { type: Type }>,
    );

export const takeConversation = byMember("TakeConversation");
export const assignConversation = byMember("AssignConversation");
export const closeConversation = byMember("CloseConversation");
export const reopenConversation = byMember("ReopenConversation");
export const markConversationRead = byMember("MarkConversationRead");

/** The AI agent, by the scope `AI_AGENT`. */
export const requestHandover =
  (deps: Deps) =>
  async (caller: IntegrationCaller, input: Given<"RequestHandover">): Promise<Done> => {
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
    input: Given<"SendReply">,
  ): Promise<IdentityResult<{ readonly conversationId: string; readonly messageId: string }>> => {
    const problems = [...textProblems(input.text), ...tokenProblems("requestId", input.requestId)];
    if (problems.length > 0) return refuseInput(problems);
    const result = await run(deps, caller, (head) => ({ ...head, type: "SendReply", ...input }));
    if (!result.ok) return result;
    const { conversationId, messageId } = result;
    if (messageId === null) throw new Error("a reply was accepted and not stored");
    return { ok: true, conversationId, messageId };
  };
