import { HANDOVER_STATES, type HandoverState } from "../conversation/model.ts";
import type { MessageChannel } from "../identity/model.ts";

/** Which conversations are wanted: all that is said must hold, and what is null does not narrow. */
export interface InboxFilter {
  readonly states?: readonly HandoverState[] | null;
  readonly channels?: readonly MessageChannel[] | null;
  /** A member who works here; a removed one has none. */
  readonly assigneeId?: string | null;
  /** By whether it is anybody's who still works here. */
  readonly unassigned?: boolean | null;
  readonly unread?: boolean | null;
  readonly hasOpenConflicts?: boolean | null;
}

/**
 * Where the conversations of a filter stand: in so many buckets, each of which an index has in the order of the inbox.
 * A bucket is one combination of answers (`conversation.inbox_bucket`), so that whatever is asked, it is some of them.
 */
export interface Lanes {
  readonly buckets: readonly number[];
  /** Buckets of certain members alone: of one, or of those who were removed and not yet relieved of everything. */
  readonly ofMembers: { readonly assigneeId: string | null; readonly buckets: readonly number[] };
  /** Of `buckets` those that are a removed member's are not wanted. */
  readonly withoutRemoved: boolean;
}

/** In the order of the numbers that the database gives them; 0 is none of them. */
const CHANNELS: readonly (MessageChannel | null)[] = [
  null,
  "CHAT",
  "WHATSAPP",
  "SMS",
  "FACEBOOK",
  "INSTAGRAM",
  "EMAIL",
  "PUSH",
];
const ALL_BUCKETS = HANDOVER_STATES.length * CHANNELS.length * 2 * 2 * 2;
const NO_MEMBERS: Lanes["ofMembers"] = { assigneeId: null, buckets: [] };

export function lanesOf(filter: InboxFilter): Lanes {
  const buckets = (assigned: readonly boolean[]) => bucketsOf(filter, assigned);
  const { assigneeId, unassigned } = filter;
  if (assigneeId) {
    const own = unassigned === true ? [] : buckets([true]);
    return { buckets: [], ofMembers: { assigneeId, buckets: own }, withoutRemoved: false };
  }
  if (unassigned === true) {
    const ofMembers = { assigneeId: null, buckets: buckets([true]) };
    return { buckets: buckets([false]), ofMembers, withoutRemoved: false };
  }
  const assigned = unassigned === false ? [true] : [false, true];
  return {
    buckets: buckets(assigned),
    ofMembers: NO_MEMBERS,
    withoutRemoved: unassigned === false,
  };
}

export const isEverything = ({ buckets, withoutRemoved }: Lanes): boolean =>
  buckets.length === ALL_BUCKETS && !withoutRemoved;

function bucketsOf(filter: InboxFilter, assigned: readonly boolean[]): number[] {
  const { states, channels, unread, hasOpenConflicts } = filter;
  const wantedChannels = CHANNELS.filter(
    (channel) => !channels || (channel !== null && channels.includes(channel)),
  );
  const found: number[] = [];
  for (const state of HANDOVER_STATES.filter((one) => !states || states.includes(one)))
    for (const channel of wantedChannels)
      for (const isAssigned of assigned)
        for (const isUnread of answers(unread))
          for (const conflicted of answers(hasOpenConflicts))
            found.push(
              [isAssigned, isUnread, conflicted].reduce(
                (bucket, answer) => bucket * 2 + Number(answer),
                HANDOVER_STATES.indexOf(state) * CHANNELS.length + CHANNELS.indexOf(channel),
              ),
            );
  return found;
}

const answers = (wanted: boolean | null | undefined) =>
  wanted === null || wanted === undefined ? [false, true] : [wanted];
