import type { IdentityCommand } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { archiveContact } from "./decisions/archive-contact.ts";
import { assignContact } from "./decisions/assign-contact.ts";
import { changeContactTags } from "./decisions/change-contact-tags.ts";
import { changeListMembers } from "./decisions/change-list-members.ts";
import { createContact } from "./decisions/create-contact.ts";
import { createGrouping } from "./decisions/create-grouping.ts";
import { deleteGrouping } from "./decisions/delete-grouping.ts";
import { dismissDuplicate } from "./decisions/dismiss-duplicate.ts";
import { identify } from "./decisions/identify.ts";
import { importPerson } from "./decisions/import-person.ts";
import { mergeContacts } from "./decisions/merge-contacts.ts";
import { noteInboundMessage } from "./decisions/note-inbound-message.ts";
import { optInToPush } from "./decisions/opt-in-to-push.ts";
import { optOutOfPush } from "./decisions/opt-out-of-push.ts";
import { removeAlternateIdentifier } from "./decisions/remove-alternate-identifier.ts";
import { renameGrouping } from "./decisions/rename-grouping.ts";
import { resolveConflict } from "./decisions/resolve-conflict.ts";
import { suspectDuplicates } from "./decisions/suspect-duplicates.ts";
import { unarchiveContact } from "./decisions/unarchive-contact.ts";
import { undoImportedContact } from "./decisions/undo-imported-contact.ts";
import { undoMerge } from "./decisions/undo-merge.ts";
import { unlinkVisitor } from "./decisions/unlink-visitor.ts";
import { updateContact } from "./decisions/update-contact.ts";
import type { IdentityState } from "./state.ts";

/**
 * All identity rules: what a command means, given how things stand. Pure: the same command and state give the same
 * decision, and `state` is not touched. The state must hold what `commandKeys` names; a decision that finds something
 * missing throws.
 */
export function decide(command: IdentityCommand, state: IdentityState): Decision {
  switch (command.type) {
    case "Identify":
      return identify(command, state);
    case "OptInToPush":
      return optInToPush(command, state);
    case "OptOutOfPush":
      return optOutOfPush(command, state);
    case "NoteInboundMessage":
      return noteInboundMessage(command, state);
    case "CreateContact":
      return createContact(command, state);
    case "UpdateContact":
      return updateContact(command, state);
    case "RemoveAlternateIdentifier":
      return removeAlternateIdentifier(command, state);
    case "ArchiveContact":
      return archiveContact(command, state);
    case "UnarchiveContact":
      return unarchiveContact(command, state);
    case "UnlinkVisitor":
      return unlinkVisitor(command, state);
    case "MergeContacts":
      return mergeContacts(command, state);
    case "UndoMerge":
      return undoMerge(command, state);
    case "CreateGrouping":
      return createGrouping(command, state);
    case "RenameGrouping":
      return renameGrouping(command, state);
    case "DeleteGrouping":
      return deleteGrouping(command, state);
    case "ChangeListMembers":
      return changeListMembers(command, state);
    case "ChangeContactTags":
      return changeContactTags(command, state);
    case "AssignContact":
      return assignContact(command, state);
    case "SuspectDuplicates":
      return suspectDuplicates(command, state);
    case "DismissDuplicate":
      return dismissDuplicate(command, state);
    case "ImportPerson":
      return importPerson(command, state);
    case "UndoImportedContact":
      return undoImportedContact(command, state);
    case "ResolveConflict":
      return resolveConflict(command, state);
    default:
      throw new Error(`unknown command ${(command satisfies never as { type: string }).type}`);
  }
}
