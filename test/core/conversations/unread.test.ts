import { describe, expect, it } from "vitest";
import { minute } from "../support/clock.ts";
import {
  givenTeam,
  its,
  MIA,
  markRead,
  replies,
  writes,
} from "../support/conversation-commands.ts";
import { given, type Story } from "../support/story.ts";

describe("what is unread", () => {
  const said = (count: number) =>
    givenTeam().given(...Array.from({ length: count }, () => writes("v1")));
  const read = (nth: number) => (story: Story) =>
    markRead(story.talk().id, story.messages().at(nth)?.id ?? "");

  it("is what came after the message up to which was read", () => {
    const story = said(3);
    story.when(read(0)).thenInOrder({ kind: "ConversationRead", unreadCount: 2 });
    story.when(read(0)).thenNothing();
    story.given(writes("v1"));
    expect(story.talk().unreadCount).toBe(3);
    story.when(read(2)).thenInOrder({ kind: "ConversationRead", unreadCount: 1 });
    story.when(read(0)).thenNothing();
    story.when(read(3)).thenInOrder({ kind: "ConversationRead", unreadCount: 0 });
  });

  it("does not grow by answers, and a late message is unread too", () => {
    const story = said(1).given(its((id) => replies(id, MIA)));
    expect(story.talk().unreadCount).toBe(1);
    story
      .given(writes("v1", { sentAt: minute(-9) }))
      .when(read(1))
      .thenInOrder({ kind: "ConversationRead", unreadCount: 1 });
    story.when(read(2)).thenInOrder({ kind: "ConversationRead", unreadCount: 0 });
  });

  it("is asked by a message of that conversation", () => {
    const story = given(writes("v1"), writes("v2"));
    const [other] = story.state.messages.values();
    for (const id of [other?.id ?? "", "nothing"])
      story
        .when((one) => markRead(one.talk().id, id))
        .thenRefused({ code: "MESSAGE_NOT_FOUND", messageId: id });
  });
});
