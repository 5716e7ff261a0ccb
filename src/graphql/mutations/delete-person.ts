import { deletePerson } from "../../actions/delete-person.ts";
import type { DeletionTarget } from "../../database/deletion-plan.ts";
import type { Context } from "../context.ts";
import { identityRefusal } from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import type { RefusalValue } from "../refusals.ts";
import type { DeletedValue, DeletionNotConfirmedValue } from "../types/deletion-preview.ts";

/** Deletes, and answers as `deleteContact` and `deleteVisitor` do. `id`: as it was given. */
export async function answerDeletion<Name extends string>(
  __typename: Name,
  target: DeletionTarget,
  given: { readonly id: string; readonly confirmation: string | null },
  context: Context,
): Promise<DeletedValue<Name> | RefusalValue | DeletionNotConfirmedValue> {
  const { id, confirmation } = given;
  const result = await deletePerson(context)(memberOf(context), { target, confirmation });
  if (result.ok) return { __typename, id, counts: result.plan.counts };
  return "unconfirmed" in result
    ? { __typename: "DeletionNotConfirmed", preview: result.unconfirmed }
    : identityRefusal(result.refusal);
}
