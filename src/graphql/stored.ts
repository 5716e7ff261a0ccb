import type { Conflict, Contact, Visitor } from "../database/generated/prisma/client.ts";
import type { StoredFieldState } from "../database/identity-rows.ts";
import type { Actor, Claims, FieldName, FieldValue, Resolution } from "../identity/model.ts";

// JSON columns, which Prisma can't type: the database is taken at its word, as in `identity-rows.ts`.

export const fieldStatesOf = (contact: Contact) =>
  contact.fieldStates as unknown as { readonly [F in FieldName]?: StoredFieldState };
export const fieldOf = (contact: Contact, field: FieldName): FieldValue | null =>
  contact[field] as FieldValue | null;
export const actorOf = (json: unknown): Actor => json as Actor;
export const claimsOf = (visitor: Visitor): Claims => visitor.claims as unknown as Claims;
export const secondaryOf = (conflict: Conflict): FieldValue => conflict.secondary as FieldValue;
export const resolutionOf = (conflict: Conflict): Resolution | null =>
  conflict.resolution as unknown as Resolution | null;
