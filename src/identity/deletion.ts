import type { CommandHead } from "./commands.ts";
import { type Decision, refused } from "./decision.ts";
import { headOf } from "./draft.ts";
import type { IdentityEvent } from "./events.ts";
import type { Contact, Visitor } from "./model.ts";

/** Permanently, with everything that SPEC 3.6 names. */
export interface DeleteContact extends CommandHead {
  readonly type: "DeleteContact";
  readonly contactId: string;
}
/** An anonymous visitor (SPEC 2.5). */
export interface DeleteVisitor extends CommandHead {
  readonly type: "DeleteVisitor";
  readonly visitorId: string;
}

/** Whom a contact takes along. */
export interface Belongings {
  readonly contact: Pick<Contact, "id" | "mergedInto"> | null;
  /** All its visitors. */
  readonly visitorIds: readonly string[];
  /** Contacts that were merged into it, through any chain. */
  readonly mergedContactIds: readonly string[];
}

export function deleteContact(command: DeleteContact, owned: Belongings): Decision {
  const { contactId } = command;
  const { contact, visitorIds, mergedContactIds } = owned;
  if (!contact) return refused({ code: "CONTACT_NOT_FOUND", contactId });
  if (contact.mergedInto)
    return refused({ code: "CONTACT_MERGED", contactId, survivorId: contact.mergedInto });
  const head = headOf(command, {});
  return done(
    { ...head, kind: "ContactDeleted", contactId, visitorIds, mergedContactIds },
    { contactId },
  );
}

/** A visitor of a contact goes with the contact, or is unlinked first. */
export function deleteVisitor(
  command: DeleteVisitor,
  visitor: Pick<Visitor, "contactId"> | null,
): Decision {
  const { visitorId } = command;
  if (!visitor) return refused({ code: "VISITOR_NOT_FOUND", visitorId });
  if (visitor.contactId !== null)
    return refused({ code: "VISITOR_IS_LINKED", visitorId, contactId: visitor.contactId });
  const head = headOf(command, {});
  // Not as the event's visitor: whoever comes back under this id has an empty history.
  return done({ ...head, kind: "VisitorDeleted", deletedVisitorId: visitorId }, {});
}

const done = (event: IdentityEvent, subject: { contactId?: string }): Decision => ({
  outcome: "accepted",
  events: [event],
  subject: { visitorId: null, contactId: null, successorVisitorId: null, ...subject },
});
