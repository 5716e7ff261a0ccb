import type { UnlinkVisitor } from "../commands.ts";
import { type Decision, refused } from "../decision.ts";
import { accepted, type Draft, headOf, openDraft } from "../draft.ts";
import type { VisitorUnlinked } from "../events.ts";
import { FIELD_NAMES, NUMBER_CHANNELS } from "../model.ts";
import { type IdentityState, senderKey } from "../state.ts";

/** SPEC 3.2: a mistyped email must not bind for ever. */
export function unlinkVisitor(command: UnlinkVisitor, state: IdentityState): Decision {
  const draft = openDraft(command, state);
  const { visitorId } = command;
  const visitor = state.visitors.get(visitorId);
  if (!visitor) return refused({ code: "VISITOR_NOT_FOUND", visitorId });
  const { contactId } = visitor;
  if (!contactId) return refused({ code: "VISITOR_NOT_LINKED", visitorId });
  unlink(draft, visitorId, contactId, "BY_HAND");
  return accepted(draft, { visitorId, contactId });
}

/** SPEC 3.4: a number that leaves a contact takes along the channel visitors that are that number. */
export function unlinkNumber(draft: Draft, contactId: string, phone: string): void {
  for (const channel of NUMBER_CHANNELS) {
    const visitorId = draft.state.senders.get(senderKey({ channel, address: phone }));
    if (visitorId && draft.visitor(visitorId).contactId === contactId)
      unlink(draft, visitorId, contactId, "NUMBER_REMOVED");
  }
}

function unlink(
  draft: Draft,
  visitorId: string,
  contactId: string,
  cause: VisitorUnlinked["cause"],
): void {
  const head = { ...headOf(draft.command, {}), visitorId, contactId };
  draft.record({ ...head, kind: "VisitorUnlinked", cause });
  for (const field of FIELD_NAMES) {
    const conflict = draft.contact(contactId).openConflicts[field];
    if (conflict?.origin.visitorId === visitorId)
      draft.record({ ...head, kind: "ConflictWithdrawn", conflictId: conflict.id, field });
  }
}
