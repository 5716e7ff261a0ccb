import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import type { Named } from "../refusals.ts";

defineMutation("signOutMember", {
  description:
    "Ends the session whose access token makes this call: neither that token nor its renewal token opens anything any more, and its live subscriptions end.",
  authScopes: { member: true },
  input: builder.inputType("SignOutMemberInput", {
    description: "Which sessions end. The token says whose.",
    fields: (t) => ({
      everywhere: t.boolean({
        required: true,
        defaultValue: false,
        description: "End all sessions of the member, on whatever device.",
      }),
    }),
  }),
  payload: builder.objectRef<Named>("SignOutMemberPayload").implement({
    description: "The session has ended.",
    fields: (t) => ({
      member: t.field({
        type: "Member",
        description: "Who signed out.",
        resolve: async (_payload, _args, context) => {
          const member = await context.loaders.member.load(memberOf(context).memberId);
          if (member === null) throw new Error("The caller is missing from the database.");
          return member;
        },
      }),
    }),
  }),
  refusals: [],
  resolve: async (input, context) => {
    await context.people.signOutMember(memberOf(context), input);
    return { __typename: "SignOutMemberPayload" };
  },
});
