import type { Contact, Visitor } from "../identity/model.ts";
import type { Snapshot } from "./identity-changes.ts";

/** The maintained counts (SPEC 2.6), or how much they change. */
export interface Counts {
  identified: number;
  archived: number;
  anonymousPush: number;
  anonymousConversations: number;
}

type Group = keyof Counts;

/** Null: merged into one that counts. */
export const groupOfContact = ({ status }: Contact): Group | null =>
  status === "merged" ? null : status === "active" ? "identified" : "archived";

/** Null: counted as its contact. A guest that opted in to push is listed and counted as push, once (SPEC 2.2). */
export function groupOfVisitor(visitor: Visitor): Group | null {
  if (visitor.contactId !== null) return null;
  return visitor.kind === "PUSH" || visitor.pushOptedIn
    ? "anonymousPush"
    : "anonymousConversations";
}

/** What a batch changes in the counts: only what it touched needs to be known, nothing is counted. */
export function countsChange(before: Snapshot, after: Snapshot): Counts {
  const change = { identified: 0, archived: 0, anonymousPush: 0, anonymousConversations: 0 };
  const move = <T>(
    from: ReadonlyMap<string, T>,
    to: ReadonlyMap<string, T>,
    groupOf: (entity: T) => Group | null,
  ) => {
    for (const [id, entity] of to) {
      const previous = from.get(id);
      if (previous === entity) continue;
      const old = previous === undefined ? null : groupOf(previous);
      const now = groupOf(entity);
      if (old !== null) change[old] -= 1;
      if (now !== null) change[now] += 1;
    }
  };
  move(before.contacts, after.contacts, groupOfContact);
  move(before.visitors, after.visitors, groupOfVisitor);
  return change;
}
