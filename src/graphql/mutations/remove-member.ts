import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { LastAdmin, MemberNotFound, peopleRefusal } from "../people-refusals.ts";
import { memberPayload } from "../types/member-payload.ts";

defineMutation("removeMember", {
  description:
    "Removes a member: its sessions end, and its email and phone are free. It stays findable by id, because decisions name it. Removing it again changes nothing. The last admin can't be removed. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("RemoveMemberInput", {
    description: "Who leaves.",
    fields: (t) => ({
      memberId: t.id({ required: true, description: "The member." }),
    }),
  }),
  payload: memberPayload("RemoveMemberPayload", "The removed member."),
  refusals: [MemberNotFound, LastAdmin],
  resolve: async (input, context) => {
    const memberId = decodeId("Member", input.memberId);
    if (memberId === null) return { __typename: "MemberNotFound" };
    const result = await context.people.removeMember(memberOf(context), { memberId });
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "RemoveMemberPayload", memberId };
  },
});
