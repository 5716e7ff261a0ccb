import type { FieldChange as Change } from "../../identity/field-change.ts";
import type { FieldName, FieldValue, Origin } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { Channel, ContactField } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";

const PreviousIdentifier = builder.enumType("PreviousIdentifier", {
  description: "What became of an email or phone that is no longer the main one.",
  values: {
    ALTERNATE: {
      value: "alternate",
      description: "It stays with the contact and still finds it.",
    },
    FREED: { value: "freed", description: "It is nobody's now." },
  } as const,
});

export const FieldChange = builder.objectRef<Change>("FieldChange").implement({
  description: "One main value that changed.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    previous: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The value before; null: none.",
      resolve: (change) => toFieldValue(change.field, change.previous),
    }),
    next: t.field({
      type: FieldValueType,
      nullable: true,
      description: "The value after; null: cleared.",
      resolve: (change) => toFieldValue(change.field, change.next),
    }),
    verified: t.exposeBoolean("verified", {
      description: "Whether the new value was signed, proved by its channel, or vouched for.",
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "Where the new value came from; null: entered by hand.",
      resolve: (change) => change.origin.channel,
    }),
    previousBecomes: t.field({
      type: PreviousIdentifier,
      nullable: true,
      description: "For emails and phones that had a value before.",
      resolve: (change) => change.previousBecomes ?? null,
    }),
  }),
});

interface Verified {
  readonly field: FieldName;
  readonly value: FieldValue;
  readonly origin: Origin;
}
export const VerifiedField = builder.objectRef<Verified>("VerifiedField").implement({
  description: "A value that the contact had before, and that is proved now.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    value: t.field({
      type: FieldValueType,
      description: "The value.",
      resolve: (verified) => toFieldValue(verified.field, verified.value),
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "Where the proof came from.",
      resolve: (verified) => verified.origin.channel,
    }),
  }),
});
