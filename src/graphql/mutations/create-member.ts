import { builder } from "../builder.ts";
import { IdentifierTaken } from "../identifier-taken.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal } from "../people-refusals.ts";
import { MemberRole } from "../types/member.ts";
import { memberPayload } from "../types/member-payload.ts";

defineMutation("createMember", {
  description:
    "Makes a member, who signs in with email and password from then on. Email and phone are nobody else's in the workspace, contacts' alternates included. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("CreateMemberInput", {
    description: "Who joins.",
    fields: (t) => ({
      role: t.field({ type: MemberRole, required: true, description: "What it may do." }),
      name: t.string({ required: true, description: "Its name: 1 to 200 characters." }),
      email: t.string({ required: true, description: "What it signs in with." }),
      phone: t.string({
        description:
          "Its phone number, international with `+`, or as it is written in the workspace's country.",
      }),
      password: t.string({
        required: true,
        description: "Its first password: 10 to 256 characters, of whatever kind.",
      }),
    }),
  }),
  payload: memberPayload("CreateMemberPayload", "The new member."),
  refusals: [IdentifierTaken],
  resolve: async (input, context) => {
    const result = await context.people.createMember(memberOf(context), input);
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "CreateMemberPayload", memberId: result.memberId };
  },
});
