import type { MemberSessionTokens } from "../../auth/member-sessions.ts";
import { builder } from "../builder.ts";
import type { Named } from "../refusals.ts";

export const MemberSessionPayload = builder
  .objectRef<Named & MemberSessionTokens>("MemberSessionPayload")
  .implement({
    description: "A member's session, begun or gone on with.",
    fields: (t) => ({
      accessToken: t.exposeString("accessToken", {
        description:
          "Goes with each request, as `Authorization: Bearer …`. It lives for minutes: renew the session before it ends.",
      }),
      accessTokenExpiresAt: t.expose("accessTokenExpiresAt", {
        type: "DateTime",
        description: "Until when the access token counts.",
      }),
      renewalToken: t.exposeString("renewalToken", {
        description:
          "Buys the next pair of tokens (`renewMemberSession`), once. Keep it where scripts of others can't read it.",
      }),
      renewalTokenExpiresAt: t.expose("renewalTokenExpiresAt", {
        type: "DateTime",
        description: "Until when the session can be renewed. Each renewal puts it off.",
      }),
      member: t.field({
        type: "Member",
        description: "Who signed in.",
        // Not by the request's loaders: whoever signs in comes without a workspace.
        resolve: ({ workspaceId, memberId: id }, _args, { database }) =>
          database.prisma.member.findUniqueOrThrow({
            where: { workspaceId_id: { workspaceId, id } },
          }),
      }),
    }),
  });
