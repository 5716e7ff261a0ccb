import type { ResyncReason as Reason } from "../../../live/feed-item.ts";
import { builder } from "../../builder.ts";
import type { ResyncEvent } from "../../feed-event.ts";
import { IdentityEvent } from "../identity-event.ts";

const REASONS: Record<Reason, string> = {
  PRUNED: "The log no longer reaches back to the cursor.",
  OTHER_EPOCH: "The cursor is from another life of the database: a backup was restored.",
  FROM_THE_FUTURE: "The log has not come to the cursor yet, so it is not this log's.",
};

export const ResyncReason = builder.enumType("ResyncReason", {
  description: "Why a cursor is of no use any more.",
  values: Object.fromEntries(
    Object.entries(REASONS).map(([name, description]) => [
      name,
      { value: name as Reason, description },
    ]),
  ),
});

export const ResyncRequired = builder.objectRef<ResyncEvent>("ResyncRequired").implement({
  description:
    "What came after the given cursor can't be told. Read the state anew; go on from this event's own cursor. A subscription goes on live from there by itself.",
  interfaces: [IdentityEvent],
  fields: (t) => ({
    reason: t.field({
      type: ResyncReason,
      description: "Why.",
      resolve: (event) => event.reason,
    }),
  }),
});
