import type { FieldName, FieldValue, ConflictStatus as Status } from "../identity/model.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { REFUSALS } from "./refusal-names.ts";
import { plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";
import { ConflictStatus } from "./types/enums.ts";
import { FieldValueType, toFieldValue } from "./types/field-value.ts";

export const ConflictNotFound = plainRefusal("ConflictNotFound");
export const CustomerConfirmationRequired = plainRefusal("CustomerConfirmationRequired");

async function existingConflict(conflictId: string, { loaders }: Context) {
  const conflict = await loaders.conflict.load(conflictId);
  if (conflict === null) throw new Error("The conflict that was decided upon is not there.");
  return conflict;
}

interface ConflictIsNotOpenValue extends RefusalValue {
  readonly conflictId: string;
  readonly status: Status;
}
export const ConflictIsNotOpen = builder
  .objectRef<ConflictIsNotOpenValue>("ConflictIsNotOpen")
  .implement({
    description: REFUSALS.ConflictIsNotOpen,
    interfaces: [Refusal],
    fields: (t) => ({
      status: t.expose("status", { type: ConflictStatus, description: "What became of it." }),
      conflict: t.field({
        type: "ConflictField",
        description: "The conflict as it is now.",
        resolve: (refusal, _args, context) => existingConflict(refusal.conflictId, context),
      }),
    }),
  });

interface MainValueChangedValue extends RefusalValue {
  readonly conflictId: string;
  readonly field: FieldName;
  readonly main: FieldValue | null;
  readonly version: number;
}
export const MainValueChanged = builder
  .objectRef<MainValueChangedValue>("MainValueChanged")
  .implement({
    description: REFUSALS.MainValueChanged,
    interfaces: [Refusal],
    fields: (t) => ({
      conflict: t.field({
        type: "ConflictField",
        description: "The conflict as it is now.",
        resolve: (refusal, _args, context) => existingConflict(refusal.conflictId, context),
      }),
      main: t.field({
        type: FieldValueType,
        nullable: true,
        description: "The main value now; null: there is none.",
        resolve: (refusal) => toFieldValue(refusal.field, refusal.main),
      }),
      mainVersion: t.exposeInt("version", {
        description: "Its version: pass it to decide on this value.",
      }),
    }),
  });
