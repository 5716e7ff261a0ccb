import type { GroupingResult } from "../../actions/groupings.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { identityRefusal } from "../identity-refusals.ts";
import type { RefusalValue } from "../refusals.ts";

/** The payload of a mutation that did something to one list. */
interface ListPayloadValue<Name extends string = string> {
  readonly __typename: Name;
  readonly groupingId: string;
}

export const listPayload = <Name extends string>(name: Name, description: string) =>
  builder.objectRef<ListPayloadValue<Name>>(name).implement({
    description,
    fields: (t) => ({
      list: t.field({
        type: "ContactList",
        description: "The list as it is now.",
        resolve: ({ groupingId }, _args, context) => existingList(groupingId, context),
      }),
    }),
  });

/** @throws Error if somebody deleted it in this very moment. */
export async function existingList(listId: string, { loaders }: Context) {
  const list = await loaders.list.load(listId);
  if (list === null) throw new Error("The list is not there any more.");
  return list;
}

/** Of lists and tags alike. */
export const answerGrouping = <Name extends string>(
  __typename: Name,
  result: GroupingResult,
): ListPayloadValue<Name> | RefusalValue =>
  result.ok ? { __typename, groupingId: result.groupingId } : identityRefusal(result.refusal);
