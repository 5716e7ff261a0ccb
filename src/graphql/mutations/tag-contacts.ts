import { PeopleNotFound, TagNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { changeTags, tagsInput, tagsPayload } from "./contact-tags.ts";

defineMutation("tagContacts", {
  description:
    "Puts tags on contacts: on all of them, or on none if one is not there. A tag that a contact has already stays.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: tagsInput("TagContactsInput", "Which tags, and on whom."),
  payload: tagsPayload("TagContactsPayload", "All of the contacts have the tags."),
  refusals: [TagNotFound, PeopleNotFound],
  resolve: (input, context) => changeTags("TagContactsPayload", true, input, context),
});
