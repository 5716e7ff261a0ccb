import { decodeIdOrNobodys, type IdType } from "../auth/global-id.ts";
import type { EventFilter } from "../database/event-log.ts";
import { builder } from "./builder.ts";
import { IdentityEventKind } from "./types/events/event-kinds.ts";

export const IdentityEventFilter = builder.inputType("IdentityEventFilter", {
  description:
    "Which events are wanted. All that is given must hold; what is not given does not narrow.",
  fields: (t) => ({
    kinds: t.field({
      type: [IdentityEventKind],
      description: "Only events of these kinds.",
    }),
    contactId: t.id({
      description:
        "Only events about this contact, or that name it second. Not those of contacts that were merged into it: `Contact.history` has these too.",
    }),
    visitorId: t.id({ description: "Only events about this visitor." }),
    conversationId: t.id({ description: "Only events in this conversation." }),
  }),
});

type Given = typeof IdentityEventFilter.$inferInput;

/** A malformed id is that of nothing: as one that does not exist, it lets no event through. */
export function readEventFilter(given: Given | null | undefined): EventFilter {
  const uuid = (type: IdType, id: string | null | undefined) =>
    id === null || id === undefined ? null : decodeIdOrNobodys(type, id);
  return {
    kinds: given?.kinds ?? null,
    contactId: uuid("Contact", given?.contactId),
    visitorId: uuid("AnonymousVisitor", given?.visitorId),
    conversationId: uuid("Conversation", given?.conversationId),
  };
}
