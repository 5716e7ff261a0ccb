import { decodeIdOrNobodys } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal, SignInRefused } from "../people-refusals.ts";
import { MemberSessionPayload } from "../types/member-session-payload.ts";

defineMutation("signInMember", {
  description:
    "Signs a member in with email and password. What does not fit gets one answer, whether or not the email is known. After repeated failures for an email, or from an address, none is tried for some minutes.",
  authScopes: null,
  input: builder.inputType("SignInMemberInput", {
    description: "Who signs in.",
    fields: (t) => ({
      workspaceId: t.id({
        description:
          "The workspace. Needed only by those who are members of several with the same email and password.",
      }),
      email: t.string({ required: true, description: "The member's email, in any case." }),
      password: t.string({ required: true, description: "The member's password." }),
    }),
  }),
  payload: MemberSessionPayload,
  refusals: [SignInRefused],
  resolve: async ({ workspaceId, email, password }, { people, address }) => {
    // An id that is none gets the answer, and costs the work, of one that does not exist.
    const named = workspaceId == null ? null : decodeIdOrNobodys("Workspace", workspaceId);
    const result = await people.signInMember({ workspaceId: named, email, password }, address);
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "MemberSessionPayload", ...result };
  },
});
