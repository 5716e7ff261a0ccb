import { type Claim, type Claims, FIELD_NAMES, type FieldName } from "../../identity/model.ts";
import { builder } from "../builder.ts";
import { Channel, ContactField } from "./enums.ts";
import { FieldValueType, toFieldValue } from "./field-value.ts";

type VisitorClaimValue = Claim & { readonly field: FieldName };

export const VisitorClaim = builder.objectRef<VisitorClaimValue>("VisitorClaim").implement({
  description: "What a visitor last said of one field.",
  fields: (t) => ({
    field: t.expose("field", { type: ContactField, description: "The field." }),
    value: t.field({
      type: FieldValueType,
      description: "The value, normalised.",
      resolve: (claim) => toFieldValue(claim.field, claim.value),
    }),
    verified: t.exposeBoolean("verified", {
      description: "Whether it was signed, proved by the channel, or vouched for.",
    }),
    channel: t.field({
      type: Channel,
      nullable: true,
      description: "Where it was said.",
      resolve: (claim) => claim.origin.channel,
    }),
    happenedAt: t.field({
      type: "DateTime",
      description: "When it was said, as far as that is believed.",
      resolve: (claim) => claim.origin.happenedAt,
    }),
  }),
});

export const listClaims = (claims: Claims): VisitorClaimValue[] =>
  FIELD_NAMES.flatMap((field) => {
    const claim = claims[field];
    return claim ? [{ ...claim, field }] : [];
  });
