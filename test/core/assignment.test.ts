import { describe, expect, it } from "vitest";
import { AGENT, assign, identify, mergeContacts } from "./support/commands.ts";
import {
  assignTalk,
  close,
  its,
  MIA,
  TOM,
  take,
  unassign,
  writes,
} from "./support/conversation-commands.ts";
import { givenWorkspace, type Story } from "./support/story.ts";

const team = () =>
  givenWorkspace({ members: [{ id: MIA }, { id: TOM }], settings: { answeredFirstBy: "AGENT" } });
const contact = (story: Story) => story.contactOf("v1").id;
const ofMia = (story: Story) => assign(contact(story), MIA);
const known = () => team().given(identify("v1", { email: "ada@x.example" }));
const assigned = () => known().given(ofMia);

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

describe("whose a conversation is (SPEC 3.9)", () => {
  it("a new one is the contact's assignee's, and still waits to be taken", () => {
    assigned().when(writes("v1")).thenInOrder(
      { kind: "ConversationOpened", assigneeId: null },
      {
        kind: "ConversationAssigned",
        assigneeId: MIA,
        previousAssigneeId: null,
        cause: "CONTACT_ASSIGNEE",
        state: "WAITING_FOR_AGENT",
      },
      { kind: "MessageReceived", assigneeId: MIA },
    );
  });

  it("one that nobody took follows the contact with each message", () => {
    const story = known().given(writes("v1"), (story) => assignTalk(story.talk().id, TOM, TOM));
    // To oneself is taken.
    expect(story.talk()).toMatchObject({ state: "WITH_AGENT", assigneeId: TOM });
    story.given(
      its((id) => assignTalk(id, null, TOM)),
      its((id) => assignTalk(id, TOM, MIA)),
    );
    expect(story.talk()).toMatchObject({ state: "WAITING_FOR_AGENT", assigneeId: TOM });
    story
      .given(ofMia)
      .when(writes("v1"))
      .thenInOrder(
        { kind: "ConversationAssigned", assigneeId: MIA, previousAssigneeId: TOM },
        { kind: "MessageReceived" },
      );
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", assigneeId: MIA });
  });

  it("one that an agent took stays with that agent", () => {
    const story = known().given(
      writes("v1"),
      its((id) => take(id, TOM)),
      ofMia,
    );
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", assigneeId: TOM });
    // Given to a colleague it is still taken.
    story
      .given(
        its((id) => assignTalk(id, MIA, TOM)),
        (story) => assign(story.contactOf("v1").id, TOM),
      )
      .when(writes("v1"))
      .thenInOrder({ kind: "MessageReceived", assigneeId: MIA, state: "WITH_AGENT" });
  });

  it("of a contact that is nobody's, or whose assignee was removed, stays whose it is", () => {
    const story = assigned().given(writes("v1"));
    story.state.members.set(MIA, { active: false });
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", assigneeId: MIA });
    // A new one is not given to somebody who is gone.
    story.given(
      its((id) => close(id, TOM)),
      writes("v1"),
    );
    expect(story.talk().assigneeId).toBeNull();
    story.given(
      (story) => assign(contact(story), null),
      its((id) => assignTalk(id, TOM, MIA)),
    );
    story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", assigneeId: TOM });
  });

  it("is the assignee's too once its visitor says who it is", () => {
    const story = assigned().given(writes("v2"));
    const conversationId = story.talk().id;
    story
      .when(identify("v2", { email: "ada@x.example" }, { conversationId }))
      .then(
        { kind: "VisitorIdentified" },
        { kind: "ConversationAssigned", assigneeId: MIA, cause: "CONTACT_ASSIGNEE" },
      );
  });
});

describe("a removed member", () => {
  it("loses what it had, closed conversations too, and nothing of others", () => {
    const story = assigned().given(writes("v1"));
    story.given(its((id) => close(id, TOM)));
    story.given(writes("v1"), writes("v2"), (story) => take(story.talk().id, TOM));
    const contactId = story.contactOf("v1").id;
    const was = { assigneeId: null, previousAssigneeId: MIA, cause: "MEMBER_REMOVED" } as const;
    const removal = unassign(
      MIA,
      [contactId, "gone"],
      [...story.state.conversationRecords.values(), { id: "gone", visitorId: "v1" }],
    );
    story
      .when(removal)
      .thenInOrder(
        { kind: "ContactAssigned", contactId, ...was },
        { kind: "ConversationAssigned", state: "CLOSED", ...was },
        { kind: "ConversationAssigned", state: "WAITING_FOR_AGENT", ...was },
      );
    story.when(removal).thenNothing();
    expect(story.talk().assigneeId).toBe(TOM);
  });

  it("loses a contact that was merged, which its survivor's assignee keeps", () => {
    const story = assigned().given(identify("v2", { email: "bob@x.example" }));
    const [loser, survivor] = [contact(story), story.contactOf("v2").id];
    story
      .given(mergeContacts(survivor, loser), assign(survivor, TOM))
      .when(unassign(MIA, [loser, survivor], []))
      .thenInOrder({ kind: "ContactAssigned", contactId: loser, assigneeId: null });
    expect(story.contactOf("v1").assigneeId).toBe(TOM);
  });
});
