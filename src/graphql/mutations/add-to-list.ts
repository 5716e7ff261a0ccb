import { ListNotFound, PeopleNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { changeMembers, membersInput, membersPayload } from "./list-members.ts";

defineMutation("addToList", {
  description:
    "Puts contacts and anonymous visitors on a list: all of them, or none if one is not there. Who is on it already stays so. When a visitor is identified, its lists pass to the contact; unlinking it gives none back.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: membersInput("AddToListInput", "Whom to put on which list."),
  payload: membersPayload("AddToListPayload", "All of them are on the list."),
  refusals: [ListNotFound, PeopleNotFound],
  resolve: (input, context) => changeMembers("AddToListPayload", true, input, context),
});
