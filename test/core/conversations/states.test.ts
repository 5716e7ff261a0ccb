import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  aiReplies,
  assignTalk,
  close,
  its,
  MIA,
  markRead,
  reopen,
  replies,
  requestHandover,
  TOM,
  take,
  timer,
  unassign,
  writes,
} from "../support/conversation-commands.ts";
import { given, givenWorkspace, type Step, type Story } from "../support/story.ts";

const details = { found: { email: "ada@x.example", phone: "+61400000001" } };
const asked = [writes("v1"), its(requestHandover), timer];

/** How a conversation comes to stand as it does. */
const SITUATIONS = {
  "with the AI": [writes("v1")],
  // Where agents answer first.
  unanswered: [writes("v1")],
  "handed over": [writes("v1"), its(requestHandover)],
  asked,
  answered: [...asked, writes("v1", details)],
  "with Mia": [writes("v1"), its((id) => take(id, MIA))],
  closed: [writes("v1"), its((id) => close(id, MIA))],
} satisfies Record<string, Step[]>;
type Situation = keyof typeof SITUATIONS;
const ALL = Object.keys(SITUATIONS) as Situation[];

type First = "AGENT" | "AI_AGENT";

function standing(
  situation: Situation,
  answeredFirstBy: First = situation === "unanswered" ? "AGENT" : "AI_AGENT",
): Story {
  const members = [{ id: MIA }, { id: TOM }];
  return givenWorkspace({ members, settings: { answeredFirstBy } }).given(...SITUATIONS[situation]);
}

const COMMANDS = {
  "the visitor writes": writes("v1"),
  "the visitor writes in it": its((conversationId) => writes("v1", { conversationId })),
  "the visitor gives its details": writes("v1", details),
  "Tom answers": its((id) => replies(id, TOM)),
  "the AI answers": its((id) => aiReplies(id)),
  "Mia takes": its((id) => take(id, MIA)),
  "Tom takes": its((id) => take(id, TOM)),
  "Tom assigns it to Mia": its((id) => assignTalk(id, MIA, TOM)),
  "Tom assigns it to himself": its((id) => assignTalk(id, TOM, TOM)),
  "Tom assigns it to nobody": its((id) => assignTalk(id, null, TOM)),
  "Tom closes": its((id) => close(id, TOM)),
  "Tom reopens": its((id) => reopen(id, TOM)),
  "Mia reads": (story: Story) => markRead(story.talk().id, story.messages().at(0)?.id ?? ""),
  "the AI hands over": its(requestHandover),
  "the timer runs out": timer,
  "Mia is removed": (story: Story) => unassign(MIA, [], [story.talk()]),
} satisfies Record<string, Step>;
type Command = keyof typeof COMMANDS;

/** In each situation: what happened and the state then, `-` for nothing at all, or the refusal. */
const TABLE: Record<Command, Record<Situation, string>> = {
  "the visitor writes": {
    "with the AI": "MessageReceived: WITH_AI",
    unanswered: "MessageReceived: WAITING_FOR_AGENT",
    "handed over": "MessageReceived: WAITING_FOR_AGENT",
    asked: "MessageReceived DetailsAsked MessageSent: DETAILS_ASKED",
    answered: "MessageReceived: WAITING_FOR_AGENT",
    "with Mia": "MessageReceived: WITH_AGENT",
    closed: "ConversationOpened MessageReceived: WITH_AI",
  },
  "the visitor writes in it": {
    "with the AI": "MessageReceived: WITH_AI",
    unanswered: "MessageReceived: WAITING_FOR_AGENT",
    "handed over": "MessageReceived: WAITING_FOR_AGENT",
    asked: "MessageReceived DetailsAsked MessageSent: DETAILS_ASKED",
    answered: "MessageReceived: WAITING_FOR_AGENT",
    "with Mia": "MessageReceived: WITH_AGENT",
    closed: "ConversationReopened MessageReceived: WITH_AI",
  },
  "the visitor gives its details": {
    "with the AI": "MessageReceived: WITH_AI",
    unanswered: "MessageReceived: WAITING_FOR_AGENT",
    "handed over": "MessageReceived: WAITING_FOR_AGENT",
    asked:
      "MessageReceived ContactCreated VisitorIdentified ContactListed DetailsGiven MessageSent: WAITING_FOR_AGENT",
    answered: "MessageReceived DetailsGiven MessageSent: WAITING_FOR_AGENT",
    "with Mia": "MessageReceived: WITH_AGENT",
    closed: "ConversationOpened MessageReceived: WITH_AI",
  },
  "Tom answers": {
    ...everywhere("ConversationTaken MessageSent: WITH_AGENT"),
    "with Mia": "MessageSent: WITH_AGENT",
    closed: "CONVERSATION_CLOSED",
  },
  "the AI answers": {
    "with the AI": "MessageSent: WITH_AI",
    unanswered: "AiAgentJoined MessageSent: WITH_AI",
    "handed over": "MessageSent: WAITING_FOR_AGENT",
    asked: "MessageSent: DETAILS_ASKED",
    answered: "MessageSent: WAITING_FOR_AGENT",
    "with Mia": "CONVERSATION_NOT_WITH_AI",
    closed: "CONVERSATION_CLOSED",
  },
  "Mia takes": {
    ...everywhere("ConversationTaken: WITH_AGENT"),
    "with Mia": "-",
    closed: "CONVERSATION_CLOSED",
  },
  "Tom takes": {
    ...everywhere("ConversationTaken: WITH_AGENT"),
    "with Mia": "CONVERSATION_TAKEN",
    closed: "CONVERSATION_CLOSED",
  },
  "Tom assigns it to Mia": {
    "with the AI": "ConversationAssigned: WITH_AI",
    unanswered: "ConversationAssigned: WAITING_FOR_AGENT",
    "handed over": "ConversationAssigned: WAITING_FOR_AGENT",
    asked: "ConversationAssigned: DETAILS_ASKED",
    answered: "ConversationAssigned: WAITING_FOR_AGENT",
    "with Mia": "-",
    closed: "CONVERSATION_CLOSED",
  },
  "Tom assigns it to himself": {
    ...everywhere("ConversationTaken: WITH_AGENT"),
    closed: "CONVERSATION_CLOSED",
  },
  "Tom assigns it to nobody": {
    ...everywhere("-"),
    "with Mia": "ConversationAssigned: WAITING_FOR_AGENT",
    closed: "CONVERSATION_CLOSED",
  },
  "Tom closes": { ...everywhere("ConversationClosed: CLOSED"), closed: "-" },
  "Tom reopens": { ...everywhere("-"), closed: "ConversationReopened: WITH_AGENT" },
  "Mia reads": {
    "with the AI": "ConversationRead: WITH_AI",
    unanswered: "ConversationRead: WAITING_FOR_AGENT",
    "handed over": "ConversationRead: WAITING_FOR_AGENT",
    asked: "ConversationRead: DETAILS_ASKED",
    answered: "ConversationRead: WAITING_FOR_AGENT",
    "with Mia": "ConversationRead: WITH_AGENT",
    closed: "ConversationRead: CLOSED",
  },
  "the AI hands over": {
    ...everywhere("-"),
    "with the AI": "HandoverRequested: WAITING_FOR_AGENT",
    unanswered: "HandoverRequested: WAITING_FOR_AGENT",
    "with Mia": "CONVERSATION_NOT_WITH_AI",
    closed: "CONVERSATION_NOT_WITH_AI",
  },
  "the timer runs out": {
    ...everywhere("-"),
    "handed over": "DetailsAsked MessageSent: DETAILS_ASKED",
  },
  "Mia is removed": {
    ...everywhere("-"),
    "with Mia": "ConversationAssigned: WAITING_FOR_AGENT",
  },
};

function everywhere(what: string): Record<Situation, string> {
  return Object.fromEntries(ALL.map((situation) => [situation, what])) as Record<Situation, string>;
}

const cases = Object.entries(TABLE).flatMap(([command, row]) =>
  Object.entries(row).map(
    ([situation, expected]) => [command as Command, situation as Situation, expected] as const,
  ),
);

/** From a state to another, whoever is first; `[*]` for a conversation that was not there. */
function movesOf(command: Command, situation: Situation, first: First): string[] {
  const story = standing(situation, first);
  const before = story.talk();
  story.when(COMMANDS[command]);
  const after = story.talk();
  const from = after.id === before.id ? before.state : "[*]";
  return from === after.state ? [] : [`${from} --> ${after.state}`];
}

it("docs/handover.md draws every move there is, and no other", async () => {
  const moves = cases.flatMap(([command, situation]) =>
    (["AGENT", "AI_AGENT"] as const).flatMap((first) => movesOf(command, situation, first)),
  );
  const drawn = (await readFile("docs/handover.md", "utf8")).match(/\S+ --> \w+(?=: )/g);
  expect(drawn?.toSorted()).toEqual([...new Set(moves)].sort());
});

describe("every state and every command (SPEC 7)", () => {
  it.each(cases)("%s, %s: %s", (command, situation, expected) => {
    const story = standing(situation);
    const before = story.talk();
    const outcome = story.when(COMMANDS[command]);
    if (/^[A-Z_]+$/.test(expected)) {
      outcome.thenRefused({ code: expected as "CONVERSATION_CLOSED", conversationId: before.id });
      expect(story.talk()).toEqual(before);
    } else if (expected === "-") {
      outcome.thenNothing();
      expect(story.talk()).toEqual(before);
    } else {
      const [kinds, state] = expected.split(": ");
      expect(outcome.events.map(({ kind }) => kind).join(" ")).toBe(kinds);
      expect(story.talk()).toMatchObject({ state });
    }
  });

  it.each([
    ["an answer", replies("nowhere", MIA)],
    ["the AI's answer", aiReplies("nowhere")],
    ["taking", take("nowhere", MIA)],
    ["assigning", assignTalk("nowhere", MIA, TOM)],
    ["closing", close("nowhere", MIA)],
    ["reopening", reopen("nowhere", MIA)],
    ["reading", markRead("nowhere", "message")],
    ["a handover", requestHandover("nowhere")],
    ["a message", writes("v1", { conversationId: "nowhere" })],
  ])("%s is refused in a conversation that is not there", (_, step) => {
    given().when(step).thenRefused({ code: "CONVERSATION_NOT_FOUND", conversationId: "nowhere" });
  });
});
