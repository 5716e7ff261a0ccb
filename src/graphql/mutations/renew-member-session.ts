import { builder } from "../builder.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal, SessionEnded } from "../people-refusals.ts";
import { MemberSessionPayload } from "../types/member-session-payload.ts";

defineMutation("renewMemberSession", {
  description:
    "Trades a renewal token for a new pair of tokens. It is used up by that: one that comes a second time was copied, and ends the session for everybody. So renew from one place at a time. Call it without an access token: an expired one would be refused before anything else.",
  authScopes: null,
  input: builder.inputType("RenewMemberSessionInput", {
    description: "Which session goes on.",
    fields: (t) => ({
      renewalToken: t.string({ required: true, description: "The newest renewal token." }),
    }),
  }),
  payload: MemberSessionPayload,
  refusals: [SessionEnded],
  resolve: async ({ renewalToken }, { people }) => {
    const result = await people.renewMemberSession({ renewalToken });
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "MemberSessionPayload", ...result };
  },
});
