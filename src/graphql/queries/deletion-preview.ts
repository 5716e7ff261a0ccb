import { previewDeletion } from "../../actions/delete-person.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import {
  ContactNotFound,
  identityRefusal,
  VisitorIsLinked,
  VisitorNotFound,
} from "../identity-refusals.ts";
import { memberOf } from "../member-of.ts";
import { ContactMerged } from "../merge-refusals.ts";
import { resultUnion } from "../mutation.ts";
import { invalidInput } from "../refusals.ts";
import { DeletionPreview } from "../types/deletion-preview.ts";

const DeletionPreviewResult = resultUnion(
  "DeletionPreviewResult",
  "What `deletionPreview` answers: what would go, or why nothing would.",
  DeletionPreview,
  [ContactNotFound, VisitorNotFound, ContactMerged, VisitorIsLinked],
);

builder.queryField("deletionPreview", (t) =>
  t.field({
    type: DeletionPreviewResult,
    authScopes: { admin: true },
    description:
      "What `deleteContact` or `deleteVisitor` would erase now, and the confirmation that they need. Give one of the two ids. For admins.",
    args: {
      contactId: t.arg.id({ description: "A contact's id." }),
      visitorId: t.arg.id({ description: "An anonymous visitor's id." }),
    },
    resolve: async (_root, { contactId, visitorId }, context) => {
      if ((contactId == null) === (visitorId == null))
        return invalidInput({
          path: "contactId",
          problem: "MALFORMED",
          message: "Give either contactId or visitorId.",
        });
      const [type, id] =
        contactId == null
          ? (["visitor", decodeId("AnonymousVisitor", visitorId ?? "")] as const)
          : (["contact", decodeId("Contact", contactId)] as const);
      if (id === null)
        return { __typename: type === "contact" ? "ContactNotFound" : "VisitorNotFound" } as const;
      const result = await previewDeletion(context)(memberOf(context), { type, id });
      if (!result.ok) return identityRefusal(result.refusal);
      const { plan, confirmation } = result;
      return { __typename: "DeletionPreview" as const, plan, confirmation };
    },
  }),
);
