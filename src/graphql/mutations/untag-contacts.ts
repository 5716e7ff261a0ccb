import { PeopleNotFound, TagNotFound } from "../grouping-refusals.ts";
import { defineMutation } from "../mutation.ts";
import { changeTags, tagsInput, tagsPayload } from "./contact-tags.ts";

defineMutation("untagContacts", {
  description:
    "Takes tags off contacts: off all of them, or off none if one is not there. A tag that a contact does not have is passed over.",
  authScopes: { memberOr: "WRITE_CONTACTS" },
  input: tagsInput("UntagContactsInput", "Which tags, and off whom."),
  payload: tagsPayload("UntagContactsPayload", "None of the contacts has the tags."),
  refusals: [TagNotFound, PeopleNotFound],
  resolve: (input, context) => changeTags("UntagContactsPayload", false, input, context),
});
