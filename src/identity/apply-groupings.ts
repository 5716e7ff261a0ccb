import { changeContact, changeVisitor } from "./apply-changes.ts";
import type { IdentityEvent } from "./events.ts";
import type { Grouping } from "./model.ts";
import { groupingNameKey, the } from "./state.ts";
import type { MutableState } from "./working-state.ts";

// What the events of `apply.ts` do to lists, tags, and who is on them.

type EventOf<Kind> = Extract<IdentityEvent, { kind: Kind }>;

export function addGrouping(state: MutableState, grouping: Grouping): void {
  state.groupings.set(grouping.id, grouping);
  state.groupingNames.set(groupingNameKey(grouping.kind, grouping.name), grouping.id);
}

export function renameGrouping(state: MutableState, id: string, name: string): void {
  const { kind, name: previous } = the(state.groupings, id);
  state.groupingNames.delete(groupingNameKey(kind, previous));
  addGrouping(state, { kind, id, name });
}

/** Who was on it is not looked for, there may be a million: what people name and is deleted is nothing. */
export function removeGrouping(state: MutableState, id: string): void {
  const { kind, name } = the(state.groupings, id);
  state.groupings.delete(id);
  state.groupingNames.delete(groupingNameKey(kind, name));
  state.deletedGroupings.set(id, true);
}

export function changeContactLists(
  state: MutableState,
  { kind, contactId, listId }: EventOf<"ContactListed"> | EventOf<"ContactUnlisted">,
): void {
  const { listIds } = the(state.contacts, contactId);
  const change = kind === "ContactListed" ? withOne : withoutOne;
  changeContact(state, contactId, { listIds: change(listIds, listId) });
}

export function changeVisitorLists(
  state: MutableState,
  { kind, visitorId, listId }: EventOf<"VisitorListed"> | EventOf<"VisitorUnlisted">,
): void {
  const { listIds } = the(state.visitors, visitorId);
  const change = kind === "VisitorListed" ? withOne : withoutOne;
  changeVisitor(state, visitorId, { listIds: change(listIds, listId) });
}

export function changeContactTags(
  state: MutableState,
  { kind, contactId, tagId }: EventOf<"ContactTagged"> | EventOf<"ContactUntagged">,
): void {
  const { tagIds } = the(state.contacts, contactId);
  const change = kind === "ContactTagged" ? withOne : withoutOne;
  changeContact(state, contactId, { tagIds: change(tagIds, tagId) });
}

const withOne = (ids: readonly string[], id: string) => [...ids, id];
const withoutOne = (ids: readonly string[], id: string) => ids.filter((one) => one !== id);
