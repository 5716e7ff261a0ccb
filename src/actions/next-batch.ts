import type { WriteCommand } from "../database/load-request.ts";

/** How much shares a transaction at the most: others of the workspace wait for its lock meanwhile. */
const LARGEST_BATCH = 256;

/** Takes the commands of the next batch off the queue: at least one, and of those that name many people fewer. */
export function nextBatch<Turn extends { readonly command: WriteCommand }>(queue: Turn[]): Turn[] {
  let size = 0;
  let count = 0;
  for (const { command } of queue) {
    size += sizeOf(command);
    if (count > 0 && size > LARGEST_BATCH) break;
    count += 1;
  }
  return queue.splice(0, count);
}

function sizeOf(command: WriteCommand): number {
  switch (command.type) {
    case "ChangeListMembers":
      return Math.max(1, command.contactIds.length + command.visitorIds.length);
    case "ChangeContactTags":
      return Math.max(1, command.contactIds.length * command.tagIds.length);
    case "UnassignMember":
      return Math.max(1, command.contactIds.length + command.conversations.length);
    default:
      return 1;
  }
}
