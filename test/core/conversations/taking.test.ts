import { describe, it } from "vitest";
import {
  assignTalk,
  close,
  givenTeam,
  its,
  MIA,
  reopen,
  replies,
  TOM,
  take,
  writes,
} from "../support/conversation-commands.ts";

describe("taking and opening again (SPEC 7.2)", () => {
  it("names who has it to who comes second, and lets it be taken from a removed member", () => {
    const story = givenTeam().given(
      writes("v1"),
      its((id) => take(id, MIA)),
    );
    story
      .when(its((id) => take(id, TOM)))
      .thenRefused({ code: "CONVERSATION_TAKEN", memberId: MIA });
    story.state.members.set(MIA, { active: false });
    story.when(its((id) => take(id, TOM))).thenInOrder({
      kind: "ConversationTaken",
      assigneeId: TOM,
      previousAssigneeId: MIA,
      cause: "TAKEN",
    });
  });

  it("has it with who answers, where the member who took it was removed and still has it", () => {
    const story = givenTeam().given(
      writes("v1"),
      its((id) => take(id, MIA)),
    );
    story.when(its((id) => replies(id, TOM))).thenInOrder({ kind: "MessageSent", assigneeId: MIA });
    story.state.members.set(MIA, { active: false });
    story.when(its((id) => replies(id, TOM))).thenInOrder(
      {
        kind: "ConversationTaken",
        assigneeId: TOM,
        previousAssigneeId: MIA,
        cause: "ANSWERED",
      },
      { kind: "MessageSent", assigneeId: TOM },
    );
  });

  it("says how it was taken", () => {
    const started = () => givenTeam().given(writes("v1"));
    started()
      .when(its((id) => replies(id, TOM)))
      .thenInOrder({ kind: "ConversationTaken", cause: "ANSWERED" }, { kind: "MessageSent" });
    started()
      .when(its((id) => assignTalk(id, TOM, TOM)))
      .thenInOrder({ kind: "ConversationTaken", cause: "BY_HAND" });
  });

  it("refuses to assign it to who is not there, or not any more", () => {
    const story = givenTeam().given(writes("v1"));
    for (const memberId of ["nobody", MIA]) {
      story.state.members.set(MIA, { active: false });
      story
        .when(its((id) => assignTalk(id, memberId, TOM)))
        .thenRefused({ code: "MEMBER_NOT_FOUND", memberId });
    }
  });

  it("gives nothing to a member who was removed since its token was looked at", () => {
    const story = givenTeam().given(writes("v1"));
    story.state.members.set(MIA, { active: false });
    const gone = { code: "MEMBER_NOT_FOUND", memberId: MIA } as const;
    story.when(its((id) => take(id, MIA))).thenRefused(gone);
    story.when(its((id) => replies(id, MIA))).thenRefused(gone);
    story.given(its((id) => close(id, TOM)));
    story.when(its((id) => reopen(id, MIA))).thenRefused(gone);
  });

  it("gives it back to whom it was with, or to who opens it again", () => {
    const story = givenTeam().given(
      writes("v1"),
      its((id) => take(id, MIA)),
      its((id) => close(id, MIA)),
    );
    const again = its((id) => reopen(id, TOM));
    story.when(again).thenInOrder({ kind: "ConversationReopened", assigneeId: MIA });
    story.given(its((id) => close(id, TOM)));
    story.state.members.set(MIA, { active: false });
    story.when(again).thenInOrder({ kind: "ConversationReopened", assigneeId: TOM });
  });
});
