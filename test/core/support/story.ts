import { expect } from "vitest";
import type {
  Conversation,
  ConversationSettings,
  Message,
} from "../../../src/conversation/model.ts";
import type { ConversationRefusal } from "../../../src/conversation/refusals.ts";
import type { LogEvent } from "../../../src/database/event-row.ts";
import { addGrouping } from "../../../src/identity/apply-groupings.ts";
import type { Subject } from "../../../src/identity/decision.ts";
import type {
  Conflict,
  Contact,
  FieldName,
  FieldValue,
  IdentifierKind,
  Visitor,
} from "../../../src/identity/model.ts";
import type { Refusal } from "../../../src/identity/refusals.ts";
import { identifierKey } from "../../../src/identity/state.ts";
import { createWorkingState, type WorkingState } from "../../../src/identity/working-state.ts";
import type { Draft } from "./commands.ts";
import { type ConversingState, carryOut, conversing } from "./conversing.ts";
import { says } from "./partial.ts";

export const DEFAULT_LIST = "list-conversations";

type PartialDeep<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly PartialDeep<Item>[]
    : string extends keyof T
      ? T
      : { [K in keyof T]?: PartialDeep<T[K]> };
type PartialOf<T> = T extends { kind: infer K }
  ? { kind: K } & PartialDeep<Omit<T, "kind">>
  : never;
/** An event of which only the interesting part is said. */
export type ExpectedEvent = PartialOf<LogEvent>;

/** A conversation that exists, and whether a message of its visitor is in it. */
export interface ConversationFact {
  readonly conversation: string;
  readonly visitor: string;
  readonly hasInboundMessage: boolean;
}
export type Step = Draft | ConversationFact | ((story: Story) => Draft);

interface Start {
  readonly members?: readonly { id: string; email?: string; phone?: string }[];
  readonly settings?: Partial<ConversationSettings>;
}

export function emptyState({ members = [], settings }: Start = {}): ConversingState {
  const state = createWorkingState({ defaultListId: DEFAULT_LIST });
  addGrouping(state, {
    kind: "list",
    id: DEFAULT_LIST,
    name: "Contacts involved in Conversations",
  });
  for (const { id, email, phone } of members) {
    state.members.set(id, { active: true });
    if (email) state.owners.set(identifierKey("email", email), { type: "member", id });
    if (phone) state.owners.set(identifierKey("phone", phone), { type: "member", id });
  }
  return conversing(state, settings);
}

export interface Story {
  readonly state: ConversingState;
  readonly log: readonly LogEvent[];
  /** Goes on from here; each step must be accepted. */
  given(...steps: readonly Step[]): Story;
  when(step: Step): Outcome;
  visitor(id: string): Visitor;
  /** The contact that a visitor is linked to. */
  contactOf(visitorId: string): Contact;
  /** The contact that an identifier leads to. */
  owning(kind: IdentifierKind, value: string): Contact;
  /** The main value; null when blank. */
  main(contactId: string, field: FieldName): FieldValue | null;
  version(contactId: string, field: FieldName): number;
  openConflict(contactId: string, field: FieldName): Conflict | undefined;
  conflictsOf(contactId: string, field: FieldName): Conflict[];
  /** The conversation that was opened last. */
  talk(): Conversation;
  /** Its messages, the last stored one last. */
  messages(): Message[];
}

type AnyRefusal = Refusal | ConversationRefusal;

export interface Outcome {
  readonly events: readonly LogEvent[];
  /** Whom an identity command was about. */
  readonly subject: Subject;
  /** The message that a conversation command was about. */
  readonly message: Message | null;
  /** The same message had come before. */
  readonly duplicate: boolean;
  /**
   * Exactly these events, each said in part, in any order. Notes of what the visitor said are left out unless one is
   * expected, because where a claim is kept is not what the rule is about.
   */
  then(...expected: ExpectedEvent[]): Story;
  /** Exactly these events in this order. */
  thenInOrder(...expected: ExpectedEvent[]): Story;
  thenNothing(): Story;
  thenRefused(refusal: { code: AnyRefusal["code"] } & Record<string, unknown>): Story;
}

/** A story starts with nobody, or on a given state. */
export function given(...steps: readonly Step[]): Story {
  return begin(emptyState()).given(...steps);
}
export const givenMembers = (...members: { id: string; email?: string; phone?: string }[]): Story =>
  givenWorkspace({ members });
export const givenWorkspace = (start: Start): Story => begin(emptyState(start));

type Carried = ReturnType<typeof carryOut>;

function begin(state: ConversingState): Story {
  const log: LogEvent[] = [];
  let tick = 0;
  function carry(step: Step): Carried {
    if ("conversation" in step) {
      const { conversation, visitor, hasInboundMessage } = step;
      state.conversations.set(conversation, { visitorId: visitor, hasInboundMessage });
      return { decision: { outcome: "accepted", events: [], subject: NOBODY }, events: [] };
    }
    const draft = typeof step === "function" ? step(story) : step;
    const carried = carryOut(state, draft.stamp(++tick));
    log.push(...carried.events);
    return carried;
  }
  const story: Story = {
    state,
    log,
    given(...steps) {
      for (const step of steps) {
        const { decision } = carry(step);
        if (decision.outcome === "refused")
          throw new Error(`given was refused: ${JSON.stringify(decision.refusal)}`);
      }
      return story;
    },
    when: (step) => outcome(story, carry(step)),
    visitor: (id) => known(state.visitors.get(id), `visitor ${id}`),
    contactOf(visitorId) {
      const { contactId } = story.visitor(visitorId);
      return known(state.contacts.get(contactId ?? ""), `a contact of ${visitorId}`);
    },
    owning(kind, value) {
      const owner = state.owners.get(identifierKey(kind, value));
      return known(state.contacts.get(owner?.id ?? ""), `an owner of ${value}`);
    },
    main: (contactId, field) => field_(state, contactId, field)?.value ?? null,
    version: (contactId, field) => field_(state, contactId, field)?.version ?? 0,
    openConflict: (contactId, field) =>
      known(state.contacts.get(contactId), contactId).openConflicts[field],
    conflictsOf: (contactId, field) =>
      [...state.conflicts.values()].filter(
        (one) => one.contactId === contactId && one.field === field,
      ),
    talk: () => known([...state.conversationRecords.values()].at(-1), "conversation"),
    messages() {
      const { id } = story.talk();
      return [...state.messages.values()].filter(({ conversationId }) => conversationId === id);
    },
  };
  return story;
}

const NOBODY: Subject = { visitorId: null, contactId: null, successorVisitorId: null };

function field_(state: WorkingState, contactId: string, field: FieldName) {
  return known(state.contacts.get(contactId), contactId).fields[field];
}

function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the story has no ${what}`);
  return found;
}

function outcome(story: Story, { decision, events }: Carried): Outcome {
  const accepted = () => {
    if (decision.outcome === "refused")
      throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
    return decision;
  };
  const conversed = () => {
    const answer = accepted();
    if (!("duplicate" in answer)) throw new Error("not about a conversation");
    return answer;
  };
  return {
    get events() {
      accepted();
      return events;
    },
    get subject() {
      const answer = accepted();
      if (!("subject" in answer)) throw new Error("not about who is who");
      return answer.subject;
    },
    get message() {
      return conversed().message;
    },
    get duplicate() {
      return conversed().duplicate;
    },
    // biome-ignore lint/suspicious/noThenProperty: given, when, then; an outcome is never awaited, and what follows it is no outcome
    then(...expected) {
      const noted = expected.some((one) => one.kind === "VisitorDetailsClaimed");
      accepted();
      const left = events.filter((one) => noted || one.kind !== "VisitorDetailsClaimed");
      expect(left.map((one) => one.kind).sort()).toEqual(expected.map((one) => one.kind).sort());
      for (const one of expected) {
        const index = left.findIndex((event) => says(event, one));
        if (index < 0) expect(left.filter(({ kind }) => kind === one.kind)).toMatchObject([one]);
        left.splice(index, 1);
      }
      return story;
    },
    thenInOrder(...expected) {
      accepted();
      expect(events.map((one) => one.kind)).toEqual(expected.map((one) => one.kind));
      expected.forEach((one, index) => {
        if (!says(events[index], one)) expect(events[index]).toMatchObject(one);
      });
      return story;
    },
    thenNothing() {
      accepted();
      expect(events).toEqual([]);
      return story;
    },
    thenRefused(refusal) {
      expect(decision).toMatchObject({ outcome: "refused", refusal });
      return story;
    },
  };
}
