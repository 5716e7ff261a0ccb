import type { ChangeListMembers } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import { type IdentityState, StateLacks, survivorOf } from "../state.ts";
import { findGrouping } from "./find-grouping.ts";

/**
 * All or nothing (SPEC 3.11). A visitor that is linked stands for its contact: it may have been identified since whoever
 * asks saw it. Who is on the list already, or is not on it, is passed over.
 */
export function changeListMembers(command: ChangeListMembers, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { listId, add } = command;
  if (!findGrouping(state, "list", listId)) return refused({ code: "LIST_NOT_FOUND", listId });
  const contactIds = command.contactIds.filter((id) => !survivorOf(state, id));
  const visitorIds = command.visitorIds.filter((id) => !state.visitors.get(id));
  if (contactIds.length + visitorIds.length > 0)
    return refused({ code: "PEOPLE_NOT_FOUND", contactIds, visitorIds });
  for (const id of command.contactIds) changeContact(draft, id, listId, add);
  for (const visitorId of command.visitorIds) {
    const { contactId, listIds } = draft.visitor(visitorId);
    if (contactId !== null) changeContact(draft, contactId, listId, add);
    else if (listIds.includes(listId) !== add) {
      const kind = add ? "VisitorListed" : "VisitorUnlisted";
      draft.record({ ...headOf(command, {}), kind, visitorId, listId });
    }
  }
  return accepted(draft, {});
}

function changeContact(draft: Draft, id: string, listId: string, add: boolean): void {
  const contact = survivorOf(draft.state, id);
  if (!contact) throw new StateLacks(`state lacks contact ${id}`);
  if (contact.listIds.includes(listId) === add) return;
  const kind = add ? "ContactListed" : "ContactUnlisted";
  draft.record({ ...headOf(draft.command, {}), kind, contactId: contact.id, listId });
}
