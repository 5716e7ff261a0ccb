import { builder } from "../builder.ts";
import type { Named } from "../refusals.ts";

/** The payload of a mutation that answers one member of the caller's workspace. */
export const memberPayload = (name: string, description: string) =>
  builder.objectRef<Named & { readonly memberId: string }>(name).implement({
    description,
    fields: (t) => ({
      member: t.field({
        type: "Member",
        description: "The member as it is now.",
        resolve: async ({ memberId }, _args, { loaders }) => {
          const member = await loaders.member.load(memberId);
          if (member === null) throw new Error("The member that was just written is missing.");
          return member;
        },
      }),
    }),
  });
