import { ListNotFound, PeopleNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { changeMembers, membersInput, membersPayload } from "./list-members.ts";

defineMutation("removeFromList", {
  description:
    "Takes contacts and anonymous visitors off a list: all of them, or none if one is not there. Who is not on it is passed over.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: membersInput("RemoveFromListInput", "Whom to take off which list."),
  payload: membersPayload("RemoveFromListPayload", "None of them is on the list."),
  refusals: [ListNotFound, PeopleNotFound],
  resolve: (input, context) => changeMembers("RemoveFromListPayload", false, input, context),
});
