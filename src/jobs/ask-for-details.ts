import { z } from "zod";
import type { IdentityDeps } from "../actions/identity-command.ts";
import { newCommandId } from "../auth/new-id.ts";
import type { ConversationJob } from "../conversation/jobs.ts";
import type { JobTask } from "./workers.ts";

const payload: z.ZodType<ConversationJob["payload"]> = z.object({
  workspaceId: z.uuid(),
  conversationId: z.uuid(),
  waitUntil: z.iso.datetime(),
});

/**
 * The waiting time of a handover is over (SPEC 7.3). What is to be done then is decided under the workspace's lock by
 * what is so at that moment: two servers, a job done twice, and a conversation that is gone make no difference.
 *
 * That its time has come is the database's word, whose clock the queue goes by. One of a server that is behind would call
 * it too early, and the job would be done without anybody asked.
 */
export const askForDetails =
  ({ writer, now }: Pick<IdentityDeps, "writer" | "now">): JobTask =>
  async (given) => {
    const { workspaceId, conversationId, waitUntil } = payload.parse(given);
    const at = new Date(Math.max(now().getTime(), Date.parse(waitUntil)));
    await writer.execute({
      type: "AskForDetails",
      id: newCommandId(),
      at: at.toISOString(),
      actor: { type: "system" },
      workspaceId,
      conversationId,
    });
  };
