import { describe, expect, it } from "vitest";
import type { ReceiveMessage } from "../../src/conversation/commands.ts";
import { receiveMessage } from "../../src/conversation/decisions/receive-message.ts";
import { unassignMember } from "../../src/conversation/decisions/unassign-member.ts";
import type { Conversation } from "../../src/conversation/model.ts";
import type { ConversationState } from "../../src/conversation/state.ts";
import { latestKey } from "../../src/conversation/state.ts";
import { commandId, minute } from "./support/clock.ts";
import { AGENT, assign, identify, mergeContacts } from "./support/commands.ts";
import { givenMembers, type Story } from "./support/story.ts";

const [MIA, TOM] = ["member-mia", "member-tom"];
const contact = (story: Story) => story.contactOf("v1").id;
const known = () =>
  givenMembers({ id: MIA }, { id: TOM }).given(identify("v1", { email: "ada@x.example" }));
const assigned = () => known().given((story) => assign(contact(story), MIA));

describe("assigning (SPEC 3.9)", () => {
  it("says whose a contact is, and whose it was", () => {
    const story = known();
    const contactId = contact(story);
    story.when(assign(contactId, MIA)).then({
      kind: "ContactAssigned",
      contactId,
      assigneeId: MIA,
      previousAssigneeId: null,
      cause: "BY_HAND",
      actor: AGENT,
    });
    story
      .when(assign(contactId, TOM))
      .then({ kind: "ContactAssigned", assigneeId: TOM, previousAssigneeId: MIA });
    story
      .when(assign(contactId, null))
      .then({ kind: "ContactAssigned", assigneeId: null, previousAssigneeId: TOM });
    expect(story.contactOf("v1").assigneeId).toBeNull();
  });

  it("to whose it is already does nothing", () => {
    const story = assigned();
    story.when(assign(contact(story), MIA)).thenNothing();
    known()
      .when((one) => assign(contact(one), null))
      .thenNothing();
  });

  it("is refused for a contact and for a member that is not there", () => {
    known()
      .when(assign("nobody", MIA))
      .thenRefused({ code: "CONTACT_NOT_FOUND", contactId: "nobody" });
    known()
      .when((story) => assign(contact(story), "nobody"))
      .thenRefused({ code: "MEMBER_NOT_FOUND", memberId: "nobody" });
  });

  it("to a removed member is refused", () => {
    const story = known();
    story.state.members.set(MIA, { active: false });
    story.when(assign(contact(story), MIA)).thenRefused({ code: "MEMBER_NOT_FOUND" });
  });

  it("of a contact that was merged assigns the one that survived", () => {
    const story = known().given(identify("v2", { email: "bob@x.example" }));
    const [loser, survivor] = [contact(story), story.contactOf("v2").id];
    story
      .given(mergeContacts(survivor, loser))
      .when(assign(loser, MIA))
      .then({ kind: "ContactAssigned", contactId: survivor, assigneeId: MIA });
  });
});

const talk = (assigneeId: string | null): Conversation => ({
  id: "talk",
  visitorId: "v1",
  channel: "CHAT",
  state: "WAITING_FOR_AGENT",
  assigneeId,
  language: null,
  unreadCount: 0,
  openedAt: minute(1),
  lastMessageAt: minute(1),
  handover: null,
});

const conversing = ({ state }: Story, ...talks: Conversation[]): ConversationState => ({
  ...state,
  conversationRecords: new Map(talks.map((one) => [one.id, one])),
  latestConversations: new Map(talks.map((one) => [latestKey("v1", "CHAT"), one.id])),
  externalMessages: new Map(),
  readMarks: new Map(),
  cameSince: new Map(),
  settings: { answeredFirstBy: "AGENT", waitingSeconds: 180, texts: [] },
});

function receive(state: ConversationState, more: Partial<ReceiveMessage> = {}) {
  const decision = receiveMessage(
    {
      workspaceId: "workspace",
      id: commandId(50),
      at: minute(50),
      actor: { type: "visitor", id: "v1" },
      type: "ReceiveMessage",
      visitorId: "v1",
      sender: null,
      sentBy: null,
      channel: "CHAT",
      text: "Hello",
      externalId: null,
      sentAt: minute(50),
      conversationId: null,
      language: null,
      details: { found: {}, doubtful: [] },
      ...more,
    },
    state,
  );
  if (decision.outcome === "refused") throw new Error(decision.refusal.code);
  if (decision.conversation === null) throw new Error("a message without a conversation");
  return { ...decision, conversation: decision.conversation };
}
const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

describe("a message (SPEC 3.9)", () => {
  it("opens a conversation that is the contact's assignee's", () => {
    const { events, conversation } = receive(conversing(assigned()));
    expect(kinds(events)).toEqual([
      "ConversationOpened",
      "ConversationAssigned",
      "MessageReceived",
    ]);
    expect(events[1]).toMatchObject({
      assigneeId: MIA,
      previousAssigneeId: null,
      cause: "CONTACT_ASSIGNEE",
      conversationId: conversation.id,
    });
    expect(conversation.assigneeId).toBe(MIA);
  });

  it("in another member's conversation makes it the assignee's; in its own, nothing new", () => {
    const moved = receive(conversing(assigned(), talk(TOM)));
    expect(moved.conversation.assigneeId).toBe(MIA);
    expect(moved.events[0]).toMatchObject({ assigneeId: MIA, previousAssigneeId: TOM });
    const stays = receive(conversing(assigned(), talk(MIA)));
    expect(kinds(stays.events)).toEqual(["MessageReceived"]);
    expect(stays.conversation.assigneeId).toBe(MIA);
  });

  it("of a contact that is nobody's leaves the conversation whose it is", () => {
    const { events, conversation } = receive(conversing(known(), talk(TOM)));
    expect(kinds(events)).toEqual(["MessageReceived"]);
    expect(conversation.assigneeId).toBe(TOM);
  });

  it("of a contact whose assignee was removed is nobody's", () => {
    const story = assigned();
    story.state.members.set(MIA, { active: false });
    const { events, conversation } = receive(conversing(story));
    expect(kinds(events)).toEqual(["ConversationOpened", "MessageReceived"]);
    expect(conversation.assigneeId).toBeNull();
  });
});

describe("a removed member", () => {
  it("loses what it has, also contacts that were merged, and nothing of others", () => {
    const story = assigned().given(identify("v2", { email: "bob@x.example" }));
    const [loser, survivor] = [contact(story), story.contactOf("v2").id];
    story.given(mergeContacts(survivor, loser), assign(survivor, TOM));
    const conversations = [talk(MIA), { ...talk(TOM), id: "other" }];
    const decision = unassignMember(
      {
        workspaceId: "workspace",
        id: commandId(60),
        at: minute(60),
        actor: { type: "system" },
        type: "UnassignMember",
        memberId: MIA,
        contactIds: [loser, survivor, "gone"],
        conversations: conversations.map(({ id, visitorId }) => ({ id, visitorId })),
      },
      conversing(story, ...conversations),
    );
    if (decision.outcome === "refused") throw new Error(decision.refusal.code);
    const { events } = decision;
    const was = { previousAssigneeId: MIA, assigneeId: null, cause: "MEMBER_REMOVED" };
    expect(events).toMatchObject([
      { kind: "ContactAssigned", contactId: loser, ...was },
      { kind: "ConversationAssigned", conversationId: "talk", ...was },
    ]);
    expect(events).toHaveLength(2);
  });
});
