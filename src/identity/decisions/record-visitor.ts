import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { Sender, Visitor, VisitorKind } from "../model.ts";
import { senderKey } from "../state.ts";

/** The first interaction creates the record, with its number and kind (SPEC 2.2, 2.3); later ones find it. */
export function recordVisitor(
  draft: Draft,
  visitorId: string,
  first: {
    about: Partial<EventHead>;
    kind: VisitorKind;
    sender: Sender | null;
    successorOf?: Visitor["successorOf"];
  },
): Visitor {
  const known = draft.state.visitors.get(visitorId);
  if (known) return known;
  // A number has one visitor: a second one that claims to be it is a visitor all the same.
  const sender =
    first.sender && !draft.state.senders.get(senderKey(first.sender)) ? first.sender : null;
  draft.record({
    ...headOf(draft.command, first.about),
    kind: "AnonymousVisitorRecorded",
    visitorId,
    number: draft.state.lastVisitorNumber + 1,
    visitorKind: first.kind,
    sender,
    successorOf: first.successorOf ?? null,
  });
  return draft.visitor(visitorId);
}
