import {
  changeContact,
  changeFields,
  changeVisitor,
  endConflict,
  linkVisitor,
  markVerified,
  rememberChanges,
  rememberClaims,
  rememberImported,
  rememberSaid,
  unlinkVisitor,
} from "./apply-changes.ts";
import { applyContactDeleted, applyVisitorDeleted } from "./apply-deletion.ts";
import {
  addGrouping,
  changeContactLists,
  changeContactTags,
  changeVisitorLists,
  removeGrouping,
  renameGrouping,
} from "./apply-groupings.ts";
import { reopenConflict, withdrawPair } from "./apply-import-undo.ts";
import { addPair, applyMerge } from "./apply-merge.ts";
import { applyMergeUndo } from "./apply-merge-undo.ts";
import type { IdentityEvent } from "./events.ts";
import { identifierKey, pairKey, senderKey, successorKey, the } from "./state.ts";
import type { MutableState } from "./working-state.ts";

/**
 * The only code that changes who is who: what the tables hold is what applying the log gives. Throws when an event
 * names something that is not there, which means that the state was not loaded or the log is broken.
 */
export function applyEvent(state: MutableState, event: IdentityEvent): void {
  switch (event.kind) {
    case "AnonymousVisitorRecorded":
      state.lastVisitorNumber = Math.max(state.lastVisitorNumber, event.number);
      if (event.sender) state.senders.set(senderKey(event.sender), event.visitorId);
      if (event.successorOf) {
        const { visitorId, contactId } = event.successorOf;
        state.successors.set(successorKey(visitorId, contactId), event.visitorId);
      }
      state.visitors.set(event.visitorId, {
        id: event.visitorId,
        number: event.number,
        kind: event.visitorKind,
        pushOptedIn: false,
        contactId: null,
        proven: false,
        claims: {},
        successorOf: event.successorOf,
        sender: event.sender,
        listIds: [],
        createdAt: event.recordedAt,
      });
      break;
    case "PushOptedIn":
      changeVisitor(state, event.visitorId, { pushOptedIn: true });
      break;
    case "PushOptedOut":
      changeVisitor(state, event.visitorId, { pushOptedIn: false });
      break;
    case "VisitorDetailsClaimed":
      rememberClaims(state, event.visitorId, event.claims);
      break;
    case "VisitorIdentified":
      linkVisitor(state, event.visitorId, event.contactId, event.proven);
      rememberClaims(state, event.visitorId, event.claims);
      break;
    case "VisitorProven":
      changeVisitor(state, event.visitorId, { proven: true });
      break;
    case "VisitorUnlinked":
      unlinkVisitor(state, event.visitorId);
      break;
    case "ContactCreated":
      state.contacts.set(event.contactId, {
        id: event.contactId,
        status: "active",
        fields: {},
        identifiers: [],
        openConflicts: {},
        listIds: [],
        tagIds: [],
        assigneeId: null,
        mergedInto: null,
        statusBeforeMerge: null,
        createdVia: event.channel,
        createdBy: event.actor,
        createdAt: event.recordedAt,
        archivedAt: null,
      });
      state.visitorIdsOf.set(event.contactId, []);
      state.suspectIdsOf.set(event.contactId, []);
      state.importedConflictsOf.set(event.contactId, []);
      changeFields(state, event.contactId, event.changes, "CREATED");
      rememberChanges(state, event.changes);
      break;
    case "ContactUpdated":
      changeFields(state, event.contactId, event.changes, event.cause);
      // Only what was said now is a claim, not what somebody said earlier and is brought back.
      if (event.cause !== "RESOLVED" && event.cause !== "IMPORT_UNDONE")
        rememberChanges(state, event.changes);
      break;
    case "ContactFieldsVerified":
      for (const { field, value, origin } of event.fields) {
        markVerified(state, event.contactId, field);
        rememberSaid(state, field, { value, verified: true, origin });
      }
      break;
    case "AlternateIdentifierRemoved": {
      const { kind, value } = event.identifier;
      state.owners.delete(identifierKey(kind, value));
      const { identifiers } = the(state.contacts, event.contactId);
      changeContact(state, event.contactId, {
        identifiers: identifiers.filter((one) => one.kind !== kind || one.value !== value),
      });
      break;
    }
    case "ContactArchived":
      changeContact(state, event.contactId, {
        status: "archived",
        archivedAt: event.recordedAt,
      });
      break;
    case "ContactReactivated":
      changeContact(state, event.contactId, { status: "active", archivedAt: null });
      break;
    case "ContactListed":
    case "ContactUnlisted":
      changeContactLists(state, event);
      break;
    case "VisitorListed":
    case "VisitorUnlisted":
      changeVisitorLists(state, event);
      break;
    case "ContactTagged":
    case "ContactUntagged":
      changeContactTags(state, event);
      break;
    case "ContactAssigned":
      changeContact(state, event.contactId, { assigneeId: event.assigneeId });
      break;
    case "ListCreated":
      addGrouping(state, { kind: "list", id: event.listId, name: event.name });
      break;
    case "TagCreated":
      addGrouping(state, { kind: "tag", id: event.tagId, name: event.name });
      break;
    case "ListRenamed":
      renameGrouping(state, event.listId, event.name);
      break;
    case "TagRenamed":
      renameGrouping(state, event.tagId, event.name);
      break;
    case "ListDeleted":
      removeGrouping(state, event.listId);
      break;
    case "TagDeleted":
      removeGrouping(state, event.tagId);
      break;
    case "ConflictOpened": {
      const { conflict } = event;
      state.conflicts.set(conflict.id, conflict);
      const { openConflicts } = the(state.contacts, event.contactId);
      changeContact(state, event.contactId, {
        openConflicts: { ...openConflicts, [conflict.field]: conflict },
      });
      rememberImported(state, conflict);
      rememberSaid(state, conflict.field, {
        value: conflict.secondary,
        verified: conflict.verified,
        origin: conflict.origin,
      });
      break;
    }
    case "ConflictSuperseded":
      endConflict(state, event.conflictId, { status: "superseded" });
      break;
    case "ConflictResolved":
      endConflict(state, event.conflictId, {
        status: "resolved",
        resolution: event.resolution,
      });
      break;
    case "ConflictClosed":
      endConflict(state, event.conflictId, { status: "closed" });
      break;
    case "ConflictWithdrawn":
      endConflict(state, event.conflictId, { status: "withdrawn" });
      break;
    case "ConflictReopened":
      reopenConflict(state, event);
      break;
    case "DuplicateSuspected":
      addPair(state, {
        id: event.suspicionId,
        contactIds: [event.contactId, event.otherContactId].sort() as [string, string],
        reasons: event.reasons,
        score: event.score,
        status: "open",
      });
      break;
    case "DuplicateDismissed": {
      const key = pairKey(event.contactId, event.otherContactId);
      state.suspicions.set(key, {
        ...the(state.suspicions, key),
        status: "dismissed",
        dismissal: { by: event.actor, at: event.recordedAt },
      });
      break;
    }
    case "DuplicateWithdrawn":
      withdrawPair(state, event);
      break;
    case "ContactsMerged":
      applyMerge(state, event);
      break;
    case "ContactDeleted":
      applyContactDeleted(state, event);
      break;
    case "VisitorDeleted":
      applyVisitorDeleted(state, event);
      break;
    case "EventErased":
    case "ContactsImported":
    case "ImportUndone":
      break;
    case "MergeUndone":
      applyMergeUndo(state, event);
      break;
    default:
      throw new Error(`unknown event ${(event satisfies never as { kind: string }).kind}`);
  }
}
