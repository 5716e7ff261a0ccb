import { GraphQLError } from "graphql";
import { HANDOVER_STATES } from "../conversation/model.ts";
import type { InboxFilter } from "../database/inbox-filter.ts";
import { LONGEST_QUERY, readSearch } from "../identity/search/query.ts";
import { NOBODY, wantedAssignees } from "./assignee.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { HandoverState, MessageChannel } from "./types/enums.ts";

export const ConversationFilter = builder.inputType("ConversationFilter", {
  description:
    "Which conversations are wanted. All that is given must hold; what is not given does not narrow.",
  fields: (t) => ({
    assigneeId: t.id({ description: "Only those of this member." }),
    mine: t.boolean({
      description:
        "True: only those of the member who asks; a caller that is no member has none. False does not narrow.",
    }),
    unassigned: t.boolean({
      description:
        "True: only those that are nobody's, also because the member was removed. False: only those that are somebody's.",
    }),
    open: t.boolean({
      description:
        "True: only those that go on, in any state but `CLOSED`. False: only closed ones.",
    }),
    states: t.field({
      type: [HandoverState],
      description:
        "Only those in one of these states. What waits for an agent is `[WAITING_FOR_AGENT, DETAILS_ASKED]`.",
    }),
    channels: t.field({
      type: [MessageChannel],
      description: "Only those over one of these channels.",
    }),
    unread: t.boolean({
      description:
        "True: only those with messages of the visitor that no agent has read. False: only those without.",
    }),
    hasOpenConflicts: t.boolean({
      description:
        "True: only those of people with open conflicts (`openConflicts`). False: only the others.",
    }),
    text: t.string({
      description: `Only those in whose messages each of these words begins a word, whatever the case and the accents, and those of contacts whose names, email or phone begin so. 1 to ${LONGEST_QUERY} characters, none of which has a special meaning; anything else is the error \`INVALID_SEARCH\`. Of words that thousands of conversations have, only the latest are looked at. Example: \`"refund 4711"\`.`,
    }),
  }),
});
type GivenFilter = typeof ConversationFilter.$inferInput;

/** @throws GraphQLError `INVALID_SEARCH` */
export function readInboxFilter(
  given: GivenFilter | null | undefined,
  { caller }: Context,
): { filter: InboxFilter; text: string | null } {
  const { open, states, channels, unassigned, unread, hasOpenConflicts, text } = given ?? {};
  const wanted = wantedAssignees(given ?? {}, caller);
  if (text != null && readSearch(text) === null) throw invalidText();
  return {
    text: text ?? null,
    filter: {
      // Those of two different members at once are none.
      assigneeId: new Set(wanted).size > 1 ? NOBODY : (wanted[0] ?? null),
      unassigned: unassigned ?? null,
      states: open == null ? states : among(open, states),
      channels: channels ?? null,
      unread: unread ?? null,
      hasOpenConflicts: hasOpenConflicts ?? null,
    },
  };
}

const among = (open: boolean, states: GivenFilter["states"]) =>
  HANDOVER_STATES.filter(
    (state) => (state !== "CLOSED") === open && (states == null || states.includes(state)),
  );

const invalidText = () =>
  new GraphQLError(`\`text\` must have from 1 to ${LONGEST_QUERY} characters.`, {
    extensions: { code: "INVALID_SEARCH", longest: LONGEST_QUERY },
  });
