import { describe, it } from "vitest";
import {
  assignTalk,
  close,
  its,
  MIA,
  reopen,
  replies,
  TOM,
  take,
  writes,
} from "../support/conversation-commands.ts";
import { givenWorkspace } from "../support/story.ts";

const team = () => givenWorkspace({ members: [{ id: MIA }, { id: TOM }] });

describe("taking and opening again (SPEC 7.2)", () => {
  it("names who has it to who comes second, and lets it be taken from a removed member", () => {
    const story = team().given(
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
    const story = team().given(
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
    const started = () => team().given(writes("v1"));
    started()
      .when(its((id) => replies(id, TOM)))
      .thenInOrder({ kind: "ConversationTaken", cause: "ANSWERED" }, { kind: "MessageSent" });
    started()
      .when(its((id) => assignTalk(id, TOM, TOM)))
      .thenInOrder({ kind: "ConversationTaken", cause: "BY_HAND" });
  });

  it("refuses to assign it to who is not there, or not any more", () => {
    const story = team().given(writes("v1"));
    for (const memberId of ["nobody", MIA]) {
      story.state.members.set(MIA, { active: false });
      story
        .when(its((id) => assignTalk(id, memberId, TOM)))
        .thenRefused({ code: "MEMBER_NOT_FOUND", memberId });
    }
  });

  it("gives it back to whom it was with, or to who opens it again", () => {
    const story = team().given(
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
