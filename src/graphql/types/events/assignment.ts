import { encodeId } from "../../../auth/global-id.ts";
import { mayReadContacts } from "../../auth-scopes.ts";
import { builder } from "../../builder.ts";
import type { Logged } from "../../feed-event.ts";
import { IdentityEvent } from "../identity-event.ts";

type Assigned = Logged<"ContactAssigned" | "ConversationAssigned" | "ConversationTaken">;

const AssignmentCause = builder.enumType("AssignmentCause", {
  description: "Why something is another member's, or nobody's.",
  values: {
    BY_HAND: { description: "`assignContact` or `assignConversation` was called." },
    TAKEN: { description: "`takeConversation` was called." },
    ANSWERED: { description: "An agent answered what no agent had taken." },
    CONTACT_ASSIGNEE: { description: "A conversation follows the assignee of its contact." },
    MEMBER_REMOVED: { description: "Its assignee was removed." },
    IMPORTED: { description: "A file was imported that names the assignee." },
    IMPORT_UNDONE: { description: "An import that had assigned it was undone." },
  } as const,
});

const idOf = (id: string | null) => (id === null ? null : encodeId("Member", id));

/** What the events of assignment say. */
export const AssignmentEvent = builder.interfaceRef<Assigned>("AssignmentEvent").implement({
  description: "Something became a member's, or nobody's.",
  interfaces: [IdentityEvent],
  resolveType: ({ event }) => event.kind,
  fields: (t) => ({
    assigneeId: t.id({
      nullable: true,
      description: "The id of the member whose it is from then on; null: nobody's.",
      resolve: ({ event }) => idOf(event.assigneeId),
    }),
    assignee: t.field({
      type: "Member",
      nullable: true,
      description: "That member as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ event: { assigneeId } }, _args, { caller, loaders }) =>
        assigneeId !== null && mayReadContacts(caller) ? loaders.member.load(assigneeId) : null,
    }),
    previousAssigneeId: t.id({
      nullable: true,
      description: "The id of the member whose it was; null: nobody's.",
      resolve: ({ event }) => idOf(event.previousAssigneeId),
    }),
    previousAssignee: t.field({
      type: "Member",
      nullable: true,
      description: "That member as it is now. Null to integration keys that may not read contacts.",
      resolve: ({ event: { previousAssigneeId: id } }, _args, { caller, loaders }) =>
        id !== null && mayReadContacts(caller) ? loaders.member.load(id) : null,
    }),
    assignmentCause: t.field({
      type: AssignmentCause,
      description: "Why.",
      resolve: ({ event }) => event.cause,
    }),
  }),
});
