import type { ChangeContactTags } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, headOf, openDraft } from "../draft.ts";
import { type IdentityState, survivorOf } from "../state.ts";
import { findGrouping } from "./find-grouping.ts";

/** All or nothing (SPEC 3.10). A tag that a contact has already, or does not have, is passed over. */
export function changeContactTags(command: ChangeContactTags, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { add } = command;
  const tagIds = command.tagIds.filter((id) => !findGrouping(state, "tag", id));
  if (tagIds.length > 0) return refused({ code: "TAG_NOT_FOUND", tagIds });
  const contactIds = command.contactIds.filter((id) => !survivorOf(state, id));
  if (contactIds.length > 0)
    return refused({ code: "PEOPLE_NOT_FOUND", contactIds, visitorIds: [] });
  const kind = add ? "ContactTagged" : "ContactUntagged";
  for (const id of command.contactIds)
    for (const tagId of command.tagIds) {
      const contact = survivorOf(draft.state, id);
      if (contact && contact.tagIds.includes(tagId) !== add)
        draft.record({ ...headOf(command, {}), kind, contactId: contact.id, tagId });
    }
  return accepted(draft, {});
}
