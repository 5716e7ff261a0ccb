import { decodeId, encodeId } from "../../auth/global-id.ts";
import type { IssuedToken } from "../../auth/tokens.ts";
import { builder } from "../builder.ts";
import { defineMutation } from "../mutation.ts";
import { peopleRefusal, WorkspaceNotFound } from "../people-refusals.ts";
import type { Named } from "../refusals.ts";

interface Payload extends Named, IssuedToken {
  readonly visitorId: string;
}

defineMutation("signInAnonymously", {
  description:
    "Where a visitor starts: a random id, and a token that the browser keeps. No token is needed for it, and nothing is stored until the visitor interacts.",
  authScopes: null,
  input: builder.inputType("SignInAnonymouslyInput", {
    description: "Where to start.",
    fields: (t) => ({
      workspaceId: t.id({ required: true, description: "The workspace whose page it is." }),
    }),
  }),
  payload: builder.objectRef<Payload>("SignInAnonymouslyPayload").implement({
    description: "A new visitor.",
    fields: (t) => ({
      visitorId: t.id({
        description:
          "The visitor's id. Whoever signs identity proofs for it needs it; as `node`, it is found once it has interacted.",
        resolve: (payload) => encodeId("AnonymousVisitor", payload.visitorId),
      }),
      token: t.exposeString("token", {
        description:
          "Acts for this visitor: send it as `Authorization: Bearer …`. Everything done with it is gathered under the visitor, so keep it in the browser.",
      }),
      expiresAt: t.expose("expiresAt", {
        type: "DateTime",
        description: "Until when the token counts.",
      }),
    }),
  }),
  refusals: [WorkspaceNotFound],
  resolve: async (input, { people }) => {
    const workspaceId = decodeId("Workspace", input.workspaceId);
    if (workspaceId === null) return { __typename: "WorkspaceNotFound" };
    const result = await people.signInAnonymously({ workspaceId });
    if (!result.ok) return peopleRefusal(result.refusal);
    return { __typename: "SignInAnonymouslyPayload", ...result };
  },
});
