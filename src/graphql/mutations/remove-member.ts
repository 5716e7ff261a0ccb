import { type Unassigned, unassignMember } from "../../actions/unassign-member.ts";
import { decodeId } from "../../auth/global-id.ts";
import { builder } from "../builder.ts";
import { memberOf } from "../member-of.ts";
import { defineMutation } from "../mutation.ts";
import { LastAdmin, MemberNotFound, peopleRefusal } from "../people-refusals.ts";
import type { Named } from "../refusals.ts";

interface Removed extends Named, Unassigned {
  readonly memberId: string;
}

const payload = builder.objectRef<Removed>("RemoveMemberPayload").implement({
  description: "The removed member, and what became nobody's.",
  fields: (t) => ({
    member: t.field({
      type: "Member",
      description: "The member as it is now.",
      resolve: async ({ memberId }, _args, { loaders }) => {
        const member = await loaders.member.load(memberId);
        if (member === null) throw new Error("The member that was just removed is missing.");
        return member;
      },
    }),
    unassignedContacts: t.exposeInt("unassignedContacts", {
      description: "How many contacts were the member's and are nobody's now.",
    }),
    unassignedConversations: t.exposeInt("unassignedConversations", {
      description: "How many conversations were the member's and are nobody's now.",
    }),
  }),
});

defineMutation("removeMember", {
  description:
    "Removes a member: its sessions end, its email and phone are free, and its contacts and conversations are nobody's. It stays findable by id, because decisions name it. Removing it again changes nothing. The last admin can't be removed. For admins.",
  authScopes: { admin: true },
  input: builder.inputType("RemoveMemberInput", {
    description: "Who leaves.",
    fields: (t) => ({
      memberId: t.id({ required: true, description: "The member." }),
    }),
  }),
  payload,
  refusals: [MemberNotFound, LastAdmin],
  resolve: async (input, context) => {
    const memberId = decodeId("Member", input.memberId);
    if (memberId === null) return { __typename: "MemberNotFound" };
    const caller = memberOf(context);
    const result = await context.people.removeMember(caller, { memberId });
    if (!result.ok) return peopleRefusal(result.refusal);
    const { workspaceId } = caller;
    // Should it not come to an end, `assignment-sweep.ts` finishes it.
    const unassigned = await unassignMember(
      context,
      { workspaceId, memberId },
      { actor: { type: "member", id: caller.memberId } },
    );
    return { __typename: "RemoveMemberPayload", memberId, ...unassigned };
  },
});
