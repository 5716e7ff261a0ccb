import { expect, it } from "vitest";
import { decideBatch } from "../../../src/actions/decide-batch.ts";
import { readKey } from "../../../src/conversation/state.ts";
import { StateLacks } from "../../../src/identity/state.ts";
import {
  close,
  givenTeam,
  MIA,
  markRead,
  reopen,
  writes,
} from "../support/conversation-commands.ts";
import { given } from "../support/story.ts";

const decided = (
  { state }: ReturnType<typeof given>,
  ...drafts: readonly ReturnType<typeof writes>[]
) =>
  decideBatch(
    "workspace",
    drafts.map((draft, index) => draft.stamp(100 + index)),
    state,
  );

it("what came in the same batch is not read by a mark that was counted before it", () => {
  const story = given(writes("v1"), writes("v1"), writes("v1"));
  const { id } = story.talk();
  const [first, , third] = story.messages().map((message) => message.id);
  // As they were counted when the batch was loaded.
  story.state.readMarks.set(readKey(id, first ?? ""), 2).set(readKey(id, third ?? ""), 0);
  story.state.cameSince.clear();
  decided(story, markRead(id, first ?? ""), writes("v1"), writes("v1"), markRead(id, third ?? ""));
  expect(story.talk().unreadCount).toBe(2);
});

it("which conversation a message continues is looked up again once the latest was closed", () => {
  const story = givenTeam().given(writes("v1"));
  const first = story.talk().id;
  story.given(close(first, MIA), writes("v1"), reopen(first, MIA));
  const second = [...story.state.conversationRecords.keys()].at(-1) ?? "";
  story.state.latestConversations.set("v1|CHAT", second);
  const { answers, outcome } = decided(story, close(second, MIA), writes("v1"));
  expect(answers).toMatchObject([
    { decision: { outcome: "accepted" } },
    { thrown: expect.any(StateLacks) },
  ]);
  expect(outcome.messages).toEqual([]);
  // Alone, with the state as it is then.
  story.when(writes("v1")).thenInOrder({ kind: "MessageReceived", conversationId: first });
});
