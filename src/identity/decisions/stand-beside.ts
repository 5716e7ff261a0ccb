import { derivedId } from "../derived-id.ts";
import { type Draft, headOf } from "../draft.ts";
import type { FieldValue } from "../model.ts";
import { agree, proves } from "../values.ts";
import type { ClaimedField } from "./judge-claim.ts";

/** F4: the main value stays, and the secondary value waits for an agent. One open conflict a field. */
export function standBeside(draft: Draft, said: ClaimedField, secondary: FieldValue): void {
  const { field, claim, contactId, visitorId } = said;
  const { command } = draft;
  const contact = draft.contact(contactId);
  const about = {
    channel: claim.origin.channel,
    conversationId: claim.origin.conversationId,
    happenedAt: claim.origin.happenedAt,
    visitorId,
    contactId,
  };
  const head = { ...headOf(command, about), contactId };
  const open = contact.openConflicts[field];
  const verified = proves(claim, secondary);
  if (open && agree(open.secondary, secondary) && (open.verified || !verified)) {
    // Somebody else says the same: the open conflict stands, and that it was said is kept.
    if (visitorId === null) return;
    const claims = { [field]: { value: secondary, verified, origin: claim.origin } };
    draft.record({ ...head, visitorId, kind: "VisitorDetailsClaimed", claims });
    return;
  }
  const id = derivedId(command.id, `conflict:${field}`);
  draft.record({
    ...head,
    kind: "ConflictOpened",
    conflictId: id,
    field,
    main: contact.fields[field]?.value ?? null,
    conflict: {
      id,
      contactId,
      field,
      secondary,
      verified,
      origin: claim.origin,
      openedAt: command.at,
      status: "open",
      resolution: null,
    },
  });
  if (open)
    draft.record({
      ...head,
      kind: "ConflictSuperseded",
      conflictId: open.id,
      field,
      supersededBy: id,
    });
}
