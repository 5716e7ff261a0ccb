import type { Caller } from "../auth/caller.ts";
import { decodeIdOrNobodys } from "../auth/global-id.ts";
import { mayReadContacts } from "./auth-scopes.ts";
import type { Context } from "./context.ts";

/** The member whose something is. One that was removed is nobody, also while what it had is still being unassigned. */
export async function presentMember(memberId: string | null, { caller, loaders }: Context) {
  if (memberId === null || !mayReadContacts(caller)) return null;
  const member = await loaders.member.load(memberId);
  return member?.removedAt === null ? member : null;
}

/** What is assigned to a member, as a condition of Prisma's. No member's id, and a removed one's: nothing. */
export const whereAssigned = (assigneeId: string | null | undefined) =>
  assigneeId === null || assigneeId === undefined
    ? {}
    : {
        assigneeId: decodeIdOrNobodys("Member", assigneeId),
        assignee: { removedAt: null },
      };

/** The members of a filter's `assigneeId` and `mine`, all of whom must have something. Who is no member has nothing. */
export const wantedAssignees = (
  { assigneeId, mine }: { readonly assigneeId?: string | null; readonly mine?: boolean | null },
  caller: Caller,
): string[] => [
  ...(assigneeId == null ? [] : [decodeIdOrNobodys("Member", assigneeId)]),
  ...(mine ? [caller.type === "member" ? caller.memberId : NOBODY] : []),
];

export const NOBODY = decodeIdOrNobodys("Member", "");

/** By whether it is anybody's who still works here. */
export const whereUnassigned = (unassigned: boolean | null | undefined) =>
  unassigned === null || unassigned === undefined
    ? {}
    : unassigned
      ? { OR: [{ assigneeId: null }, { assignee: { removedAt: { not: null } } }] }
      : { assignee: { removedAt: null } };
