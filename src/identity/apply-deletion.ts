import type { ContactDeleted, VisitorDeleted } from "./events.ts";
import { identifierKey, senderKey, successorKey } from "./state.ts";
import type { MutableState } from "./working-state.ts";

/** What is gone leaves nothing behind that leads to it. */
export function applyContactDeleted(state: MutableState, event: ContactDeleted): void {
  for (const visitorId of event.visitorIds) forgetVisitor(state, visitorId);
  for (const contactId of [event.contactId, ...event.mergedContactIds]) {
    const contact = state.contacts.get(contactId);
    for (const { kind, value } of contact?.identifiers ?? [])
      state.owners.delete(identifierKey(kind, value));
    for (const conflict of Object.values(contact?.openConflicts ?? {}))
      state.conflicts.delete(conflict.id);
    state.contacts.delete(contactId);
    state.visitorIdsOf.delete(contactId);
    state.importedConflictsOf.delete(contactId);
  }
}

export function applyVisitorDeleted(state: MutableState, event: VisitorDeleted): void {
  forgetVisitor(state, event.deletedVisitorId);
}

function forgetVisitor(state: MutableState, visitorId: string): void {
  const visitor = state.visitors.get(visitorId);
  if (visitor?.sender) state.senders.delete(senderKey(visitor.sender));
  if (visitor?.successorOf)
    state.successors.delete(
      successorKey(visitor.successorOf.visitorId, visitor.successorOf.contactId),
    );
  state.visitors.delete(visitorId);
}
