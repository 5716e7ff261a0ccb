import fc from "fast-check";
import { expect, it } from "vitest";
import { archive, assign, createContact, identify } from "../core/support/commands.ts";
import {
  aiReplies,
  close,
  its,
  MIA,
  replies,
  requestHandover,
  take,
  timer,
  writes,
} from "../core/support/conversation-commands.ts";
import { givenWorkspace, type Step, type Story } from "../core/support/story.ts";

const [EMAIL, PHONE] = ["ada@x.example", "+61400000001"];

/** Whose the email and the phone are that the visitor writes, and whether it had said so before. */
const HOLDERS = ["nobody", "contact", "archived", "assigned", "member"] as const;
type Holder = (typeof HOLDERS)[number];
const world = fc.record({
  email: fc.constantFrom(...HOLDERS),
  phone: fc.constantFrom(...HOLDERS),
  isOne: fc.boolean(),
  isLinked: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const details = fc.record({
  email: fc.constantFrom("found", "doubtful", "absent"),
  phone: fc.constantFrom("found", "doubtful", "absent"),
});
type Details = typeof details extends fc.Arbitrary<infer T> ? T : never;
const turn = fc.oneof(
  { weight: 5, arbitrary: details },
  {
    weight: 4,
    arbitrary: fc.constantFrom("hand over", "timer", "AI replies", "take", "reply", "close"),
  },
);

const OTHERS: Record<
  Exclude<typeof turn extends fc.Arbitrary<infer T> ? T : never, Details>,
  Step
> = {
  "hand over": its((id) => requestHandover(id)),
  timer,
  "AI replies": its((id) => aiReplies(id)),
  take: its((id) => take(id, MIA)),
  reply: its((id) => replies(id, MIA)),
  close: its((id) => close(id, MIA)),
};

function says({ email, phone }: Details): Step {
  const doubtful = [email === "doubtful" ? "email" : null, phone === "doubtful" ? "phone" : null];
  return writes("v1", {
    found: {
      ...(email === "found" ? { email: EMAIL } : {}),
      ...(phone === "found" ? { phone: PHONE } : {}),
    },
    doubtful: doubtful.filter((kind) => kind !== null) as ("email" | "phone")[],
  });
}

function begin({ email, phone, isOne, isLinked }: World): Story {
  const story = givenWorkspace({
    members: [
      { id: MIA },
      {
        id: "holder",
        ...(email === "member" ? { email: EMAIL } : {}),
        ...(phone === "member" ? { phone: PHONE } : {}),
      },
    ],
  });
  const isContact = (holder: Holder) => holder !== "nobody" && holder !== "member";
  const name = { firstName: "Ada", lastName: "Byron" };
  if (isOne && isContact(email) && isContact(phone))
    hold(story, email, createContact({ ...name, email: EMAIL, phone: PHONE }));
  else {
    if (isContact(email)) hold(story, email, createContact({ ...name, email: EMAIL }));
    if (isContact(phone)) hold(story, phone, createContact({ ...name, phone: PHONE }));
  }
  return isLinked ? story.given(identify("v1", { email: EMAIL })) : story;
}

function hold(story: Story, holder: Holder, contact: Step): void {
  story.given(contact);
  const id = [...story.state.contacts.keys()].at(-1) ?? "";
  if (holder === "archived") story.given(archive(id));
  if (holder === "assigned") story.given(assign(id, MIA));
}

/** What comes of each turn, as far as the visitor can see it; ids and times apart. */
function seen(story: Story, turns: readonly (Details | keyof typeof OTHERS)[]) {
  story.given(writes("v1"));
  return turns.map((one) => {
    const before = story.state.messages.size;
    story.when(typeof one === "string" ? OTHERS[one] : says(one));
    const said = [...story.state.messages.values()].slice(before);
    return {
      state: story.talk().state,
      conversations: story.state.conversationRecords.size,
      said: said.map(({ direction, author, text }) => ({ direction, author: author.type, text })),
    };
  });
}

it("what is answered to details, and what becomes of the conversation, is the same whoever has them", () => {
  let acknowledged = 0;
  fc.assert(
    fc.property(
      world,
      fc.array(turn, { minLength: 3, maxLength: 12, size: "max" }),
      (one, turns) => {
        const nobodys = {
          email: "nobody",
          phone: "nobody",
          isOne: false,
          isLinked: false,
        } as const;
        // Half of them begin where it matters.
        const played =
          turns.length % 2 ? turns : (["hand over", "timer", ...turns] as typeof turns);
        const story = begin(one);
        expect(seen(story, played)).toEqual(seen(begin(nobodys), played));
        if (story.log.some(({ kind }) => kind === "DetailsGiven")) acknowledged += 1;
      },
    ),
    { numRuns: 500 },
  );
  expect(acknowledged).toBeGreaterThan(100);
}, 60_000);
