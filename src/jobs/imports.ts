import { z } from "zod";
import type { JobTask } from "./workers.ts";

const payload = z.object({ workspaceId: z.uuid() });

/**
 * Imports of a workspace wait to be tried, applied or undone. It takes as long as they take: told to stop, it ends between
 * two steps, with another job for whoever goes on.
 */
export const imports =
  (
    work: (workspaceId: string, stopping: AbortSignal) => Promise<void>,
    stopping: AbortSignal,
  ): JobTask =>
  async (given) =>
    work(payload.parse(given).workspaceId, stopping);
