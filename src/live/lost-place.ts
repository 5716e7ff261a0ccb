import type { LogHead } from "../database/event-log.ts";
import type { CursorPosition } from "./cursor.ts";
import type { ResyncReason } from "./feed-item.ts";

/** Why the log cannot be read on from a place without missing something; null when it can. */
export function lostPlace(
  place: CursorPosition,
  epoch: string,
  head: LogHead,
): ResyncReason | null {
  if (place.epoch !== epoch) return "OTHER_EPOCH";
  if (place.position > head.position) return "FROM_THE_FUTURE";
  return place.position < head.prunedThrough ? "PRUNED" : null;
}
