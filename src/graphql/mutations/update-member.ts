import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { LastAdmin, MemberNotFound, peopleRefusal } from "../people-refusals.ts";
import { MemberRole } from "../types/member.ts";
import { memberPayload } from "../types/member-payload.ts";

defineMutation("updateMember", {
  description:
    "Changes a member, by field: what is not named, or null, stays. A replaced email or phone is free at once. The last admin stays one. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("UpdateMemberInput", {
    description: "What to change of whom.",
    fields: (t) => ({
      memberId: t.id({ required: true, description: "The member, who was not removed." }),
      role: t.field({ type: MemberRole, description: "What it may do from now on." }),
      name: t.string({ description: "Its name: 1 to 200 characters." }),
      email: t.string({ description: "What it signs in with from now on." }),
      phone: t.string({ description: "Its phone number; null, said expressly, removes it." }),
      password: t.string({
        description: "A new password: 10 to 256 characters. It ends all of the member's sessions.",
      }),
    }),
  }),
  payload: memberPayload("UpdateMemberPayload", "The changed member."),
  refusals: [MemberNotFound, IdentifierTaken, LastAdmin],
  resolve: async (input, context) => {
    const memberId = decodeId("Member", input.memberId);
    if (memberId === null) return { __typename: "MemberNotFound" };
    const result = await context.people.updateMember(memberOf(context), { ...input, memberId });
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "UpdateMemberPayload", memberId };
  },
});
