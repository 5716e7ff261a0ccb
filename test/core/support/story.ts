import { expect } from "vitest";
import { applyEvent } from "../../../src/identity/apply.ts";
import { addGrouping } from "../../../src/identity/apply-groupings.ts";
import type { IdentityCommand } from "../../../src/identity/commands.ts";
import { decide } from "../../../src/identity/decide.ts";
import type { Decision, Subject } from "../../../src/identity/decision.ts";
import type { IdentityEvent } from "../../../src/identity/events.ts";
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
export type ExpectedEvent = PartialOf<IdentityEvent>;

/** A conversation that exists, and whether a message of its visitor is in it. */
export interface ConversationFact {
  readonly conversation: string;
  readonly visitor: string;
  readonly hasInboundMessage: boolean;
}
export type Step = Draft | ConversationFact | ((story: Story) => Draft);

export function emptyState(
  options: { members?: readonly { id: string; email?: string; phone?: string }[] } = {},
): WorkingState {
  const state = createWorkingState({ defaultListId: DEFAULT_LIST });
  addGrouping(state, {
    kind: "list",
    id: DEFAULT_LIST,
    name: "Contacts involved in Conversations",
  });
  for (const { id, email, phone } of options.members ?? []) {
    state.members.set(id, { active: true });
    if (email) state.owners.set(identifierKey("email", email), { type: "member", id });
    if (phone) state.owners.set(identifierKey("phone", phone), { type: "member", id });
  }
  return state;
}

/**
 * Carries out a command on the state, as the service does. What stands outside the identity events (used proofs,
 * messages in conversations) is noted the way saving notes it.
 */
export function carryOut(state: WorkingState, command: IdentityCommand): Decision {
  const decision = decide(command, state);
  if (decision.outcome === "refused") return decision;
  for (const event of decision.events) applyEvent(state, event);
  if (command.type === "Identify" && command.proofId) state.usedProofs.set(command.proofId, true);
  if (command.type === "NoteInboundMessage")
    state.conversations.set(command.conversationId, {
      visitorId: command.visitorId,
      hasInboundMessage: true,
    });
  return decision;
}

export interface Story {
  readonly state: WorkingState;
  readonly log: readonly IdentityEvent[];
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
}

export interface Outcome {
  readonly events: readonly IdentityEvent[];
  readonly subject: Subject;
  /**
   * Exactly these events, each said in part, in any order. Notes of what the visitor said are left out unless one is
   * expected, because where a claim is kept is not what the rule is about.
   */
  then(...expected: ExpectedEvent[]): Story;
  thenNothing(): Story;
  thenRefused(refusal: { code: Refusal["code"] } & Record<string, unknown>): Story;
}

/** A story starts with nobody, or on a given state. */
export function given(...steps: readonly Step[]): Story {
  return begin(emptyState()).given(...steps);
}
export const givenMembers = (...members: { id: string; email?: string; phone?: string }[]): Story =>
  begin(emptyState({ members }));

function begin(state: WorkingState): Story {
  const log: IdentityEvent[] = [];
  let tick = 0;
  function carry(step: Step): Decision {
    if ("conversation" in step) {
      const { conversation, visitor, hasInboundMessage } = step;
      state.conversations.set(conversation, { visitorId: visitor, hasInboundMessage });
      return { outcome: "accepted", events: [], subject: NOBODY };
    }
    const draft = typeof step === "function" ? step(story) : step;
    const decision = carryOut(state, draft.stamp(++tick));
    if (decision.outcome === "accepted") log.push(...decision.events);
    return decision;
  }
  const story: Story = {
    state,
    log,
    given(...steps) {
      for (const step of steps) {
        const decision = carry(step);
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

function outcome(story: Story, decision: Decision): Outcome {
  const accepted = () => {
    if (decision.outcome === "refused")
      throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
    return decision;
  };
  return {
    get events() {
      return accepted().events;
    },
    get subject() {
      return accepted().subject;
    },
    // biome-ignore lint/suspicious/noThenProperty: given, when, then; an outcome is never awaited, and what follows it is no outcome
    then(...expected) {
      const noted = expected.some((one) => one.kind === "VisitorDetailsClaimed");
      const events = accepted().events.filter(
        (one) => noted || one.kind !== "VisitorDetailsClaimed",
      );
      expect(events.map((one) => one.kind).sort()).toEqual(expected.map((one) => one.kind).sort());
      const left = [...events];
      for (const one of expected) {
        const index = left.findIndex((event) => says(event, one));
        if (index < 0) expect(left.filter(({ kind }) => kind === one.kind)).toMatchObject([one]);
        left.splice(index, 1);
      }
      return story;
    },
    thenNothing() {
      expect(accepted().events).toEqual([]);
      return story;
    },
    thenRefused(refusal) {
      expect(decision).toMatchObject({ outcome: "refused", refusal });
      return story;
    },
  };
}
