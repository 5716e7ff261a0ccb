import { archiveContact } from "./archive-contact.ts";
import { createContact } from "./create-contact.ts";
import { identify } from "./identify.ts";
import type { IdentityDeps } from "./identity-command.ts";
import { optInToPush } from "./opt-in-to-push.ts";
import { optOutOfPush } from "./opt-out-of-push.ts";
import { previewIdentify } from "./preview-identify.ts";
import { receiveMessage } from "./receive-message.ts";
import { removeAlternateIdentifier } from "./remove-alternate-identifier.ts";
import { resolveConflict } from "./resolve-conflict.ts";
import { sendMessage } from "./send-message.ts";
import { unarchiveContact } from "./unarchive-contact.ts";
import { unlinkVisitor } from "./unlink-visitor.ts";
import { updateContact } from "./update-contact.ts";

export type IdentityActions = ReturnType<typeof createIdentityActions>;

/** The actions on who is who, put together. Who may call which is the caller's to check (SPEC 10). */
export function createIdentityActions(deps: IdentityDeps) {
  return {
    identify: identify(deps),
    previewIdentify: previewIdentify(deps),
    receiveMessage: receiveMessage(deps),
    sendMessage: sendMessage(deps),
    optInToPush: optInToPush(deps),
    optOutOfPush: optOutOfPush(deps),
    createContact: createContact(deps),
    updateContact: updateContact(deps),
    removeAlternateIdentifier: removeAlternateIdentifier(deps),
    archiveContact: archiveContact(deps),
    unarchiveContact: unarchiveContact(deps),
    unlinkVisitor: unlinkVisitor(deps),
    resolveConflict: resolveConflict(deps),
  };
}
