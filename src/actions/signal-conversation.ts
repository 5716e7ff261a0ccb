import { type Activity, expiryOf, isTyping, type Signal } from "../conversation/signal.ts";
import { findConversationVisitor } from "../database/conversation-visitor.ts";
import type { Database } from "../database/open.ts";
import { type ActingCaller, actorOf } from "./identity-command.ts";

export type SignalResult =
  | { readonly ok: true; readonly expiresAt: Date | null }
  | { readonly ok: false; readonly code: "CONVERSATION_NOT_FOUND" | "ACTIVITY_NOT_ALLOWED" };

/** Tells those who look at a conversation what the caller does in it right now. Nothing is stored. */
export const signalConversation =
  (deps: {
    readonly database: Pick<Database, "pool">;
    readonly signals: { send(signal: Signal): void };
    readonly now: () => Date;
  }) =>
  async (
    caller: ActingCaller,
    { conversationId, activity }: { readonly conversationId: string; readonly activity: Activity },
  ): Promise<SignalResult> => {
    if (caller.type === "integration" && !isTyping(activity))
      return { ok: false, code: "ACTIVITY_NOT_ALLOWED" };
    if (!(await mayNameConversation(deps, caller, conversationId)))
      return { ok: false, code: "CONVERSATION_NOT_FOUND" };
    const { workspaceId } = caller;
    const sentAt = deps.now();
    deps.signals.send({ workspaceId, conversationId, activity, actor: actorOf(caller), sentAt });
    return { ok: true, expiresAt: expiryOf({ activity, sentAt }) };
  };

/** Whether the workspace has the conversation, and, of a visitor, whether it is its own. */
export async function mayNameConversation(
  deps: { readonly database: Pick<Database, "pool"> },
  caller: ActingCaller,
  conversationId: string,
): Promise<boolean> {
  const { pool } = deps.database;
  const visitorId = await findConversationVisitor(pool, caller.workspaceId, conversationId);
  return visitorId !== null && (caller.type !== "visitor" || caller.visitorId === visitorId);
}
