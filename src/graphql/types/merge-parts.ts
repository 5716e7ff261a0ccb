import { encodeId } from "../../auth/global-id.ts";
import { pageOfVisitors } from "../../database/moved-visitors.ts";
import type { MergedField as Field } from "../../identity/merge-record.ts";
import type { FieldName, FieldValue, IdentifierKind as Kind } from "../../identity/model.ts";
import { mayReadContacts, workspaceOf } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { byNumber, type PageArgs, readPage } from "../paging.ts";
import { secondaryOf } from "../stored.ts";
import { ContactField, IdentifierKind } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";

// What a merge and its undoing do, piece by piece: the same in previews, payloads, events and the merge itself.

const MergedFieldOutcome = builder.enumType("MergedFieldOutcome", {
  description: "What a merge makes of one field.",
  values: {
    KEPT: { description: "The survivor's value stays; the other contact has none that differs." },
    FILLED: {
      description: "The survivor lacks the value, or parts of it, and gets them.",
    },
    ALTERNATE: {
      description:
        "The survivor's email or phone stays the main one; the other contact's is an alternate and still finds the survivor.",
    },
    CONFLICT: {
      description:
        "The survivor's value stays; the other contact's stands beside it as a conflict, until an agent decides.",
    },
  } as const,
});

/** `after`: what the survivor has once they are merged. */
export type MergedFieldValue = Field & { readonly after: FieldValue | null };
export const MergedField = builder.objectRef<MergedFieldValue>("MergedField").implement({
  description: "One field of two contacts that are merged.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    outcome: t.expose("outcome", {
      type: MergedFieldOutcome,
      description: "What becomes of it.",
    }),
    survivorValue: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The survivor's main value before the merge; null: none.",
      resolve: ({ field, survivor }) => toFieldValue(field, survivor),
    }),
    mergedValue: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The merged contact's main value; null: none.",
      resolve: ({ field, loser }) => toFieldValue(field, loser),
    }),
    valueAfter: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The survivor's main value after the merge.",
      resolve: ({ field, after }) => toFieldValue(field, after),
    }),
  }),
});

export interface MovedIdentifierValue {
  readonly kind: Kind;
  readonly value: string;
  readonly verified: boolean;
  readonly primary: boolean;
}
export const MovedIdentifier = builder
  .objectRef<MovedIdentifierValue>("MovedIdentifier")
  .implement({
    description: "An email or phone that goes over to the other contact.",
    fields: (t) => ({
      kind: t.expose("kind", { type: IdentifierKind, description: "What it is." }),
      value: t.exposeString("value", { description: "Normalised; phones as E.164." }),
      primary: t.exposeBoolean("primary", {
        description:
          "Whether it is the main value of the contact that gets it. Others are alternates, which find the contact as well.",
      }),
      verified: t.exposeBoolean("verified", {
        description: "Whether it was signed, proved by its channel, or vouched for.",
      }),
    }),
  });

const ConflictOutcome = builder.enumType("ConflictOutcome", {
  description: "What a merge, or its undoing, makes of one conflict.",
  values: {
    OPENED: { description: "Opened: the main values of the two contacts differ." },
    MOVED: { description: "It was the merged contact's, and is open on the survivor." },
    SUPERSEDED: {
      description: "A value that was said later is open in its place. It stays in the history.",
    },
    CLOSED: { description: "Its secondary value is the survivor's main value." },
    REOPENED: { description: "By undoing: open again, on the contact that had it." },
    WITHDRAWN: { description: "By undoing: the merge had made it, and nobody has decided it." },
  } as const,
});

export interface ConflictEffectValue {
  readonly conflictId: string;
  readonly outcome: "OPENED" | "MOVED" | "SUPERSEDED" | "CLOSED" | "REOPENED" | "WITHDRAWN";
  /** Of conflicts that the merge makes: in a preview they are nowhere else. */
  readonly made?: { readonly field: FieldName; readonly secondary: FieldValue };
}
export const ConflictEffect = builder.objectRef<ConflictEffectValue>("ConflictEffect").implement({
  description: "What a merge, or its undoing, does to one conflict.",
  fields: (t) => ({
    outcome: t.expose("outcome", { type: ConflictOutcome, description: "What becomes of it." }),
    conflictId: t.id({
      description:
        "The id of the conflict. In a preview, a conflict that would be opened has none that lasts.",
      resolve: ({ conflictId }) => encodeId("ConflictField", conflictId),
    }),
    conflict: t.field({
      type: "ConflictField",
      nullable: true,
      description:
        "The conflict as it is now. Null in a preview of one that would be opened, and to integration keys that may not read contacts.",
      resolve: ({ conflictId }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? loaders.conflict.load(conflictId) : null,
    }),
    field: t.field({
      type: ContactField,
      nullable: true,
      description: "The field that it is about. Null only where the conflict was erased since.",
      resolve: async ({ conflictId, made }, _args, { loaders }) =>
        made?.field ?? ((await loaders.conflict.load(conflictId))?.field as FieldName | undefined),
    }),
    secondary: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The secondary value. Null only where the conflict was erased since.",
      resolve: async ({ conflictId, made }, _args, { loaders }) => {
        if (made) return toFieldValue(made.field, made.secondary);
        const row = await loaders.conflict.load(conflictId);
        return row && toFieldValue(row.field as FieldName, secondaryOf(row));
      },
    }),
  }),
});

/** A page of visitors that change over. Null to those who may not read contacts. */
export const pageOfMoved = (ids: readonly string[], args: PageArgs, context: Context) =>
  mayReadContacts(context.caller)
    ? readPage(byNumber, args, context.budget, (page) =>
        pageOfVisitors(context.database.pool, { workspaceId: workspaceOf(context), ids, ...page }),
      )
    : null;
