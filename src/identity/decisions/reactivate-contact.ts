import { type Draft, headOf } from "../draft.ts";
import type { EventHead } from "../events.ts";

/** A message from an archived contact brings it back, under the same name (SPEC 3.5). */
export function reactivateContact(
  draft: Draft,
  about: Partial<EventHead> & { contactId: string },
): void {
  const { contactId } = about;
  if (draft.contact(contactId).status !== "archived") return;
  const head = headOf(draft.command, about);
  draft.record({ ...head, contactId, kind: "ContactReactivated", cause: "MESSAGE" });
}
