import type { CommandHead } from "../commands.ts";
import type { FieldChange } from "../field-change.ts";
import { type FieldName, type FieldValue, IDENTIFIER_KINDS } from "../model.ts";
import type { Refusal } from "../refusals.ts";
import { type IdentityState, identifierKey } from "../state.ts";
import { isIdentifier } from "../values.ts";

/** A change that a trusted person makes on the contact itself: vouched for, and the old identifier is freed (SPEC 3.4). */
export function byHand(
  command: CommandHead,
  field: FieldName,
  previous: FieldValue | null,
  next: FieldValue | null,
): FieldChange {
  return {
    field,
    previous,
    next,
    verified: next !== null,
    origin: { channel: null, visitorId: null, conversationId: null, happenedAt: command.at },
    ...(isIdentifier(field) && previous !== null ? { previousBecomes: "freed" as const } : {}),
  };
}

/** SPEC 3.3: unique in the workspace, across contacts and members. `contactId` null: asked for a contact to be made. */
export function takenIdentifier(
  state: IdentityState,
  values: { readonly [F in FieldName]?: FieldValue | null },
  contactId: string | null,
): Refusal | null {
  for (const field of IDENTIFIER_KINDS) {
    const value = values[field];
    const holder = value ? state.owners.get(identifierKey(field, value as string)) : undefined;
    if (holder && holder.id !== contactId)
      return { code: "IDENTIFIER_TAKEN", field, holder, contactId };
  }
  return null;
}
