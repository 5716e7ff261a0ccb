import { type Desk, spread, watch } from "./desk.ts";
import type { SeenEvent } from "./event-log.ts";
import {
  ConflictByIdDocument,
  type ConflictFragment,
  ResolveConflictDocument,
  type ResolveConflictInput,
  type ValueFragment,
} from "./generated/operations.ts";
import { UnexpectedAnswer } from "./graphql-client.ts";

/**
 * Agents decide up to 24 open conflicts: a third for the main value, a third for what was said otherwise, and a third so
 * and then back again. Each decision is seen through the API and on the console. Answers how many conflicts are no
 * longer open.
 */
export async function resolveConflicts(desk: Desk, open: readonly string[]): Promise<number> {
  let decided = 0;
  for (const [index, id] of spread(open, 24).entries()) {
    const before = await conflictOf(desk, id);
    if (index === 0) await tryTheForbidden(desk, before);
    if (index % 3 === 0) await keepMain(desk, before);
    else {
      const accepted = await acceptSecondary(desk, before);
      if (accepted === null) continue;
      if (index % 3 === 1) await switchBack(desk, before, accepted);
    }
    decided += 1;
  }
  return decided;
}

/** Choosing the secondary value unconfirmed, and deciding on a main value that is not there (SPEC 5.2, 5.3). */
async function tryTheForbidden(desk: Desk, { id, mainVersion }: ConflictFragment) {
  const { checks } = desk;
  const rash = await resolve(desk, { conflictId: id, choice: "SECONDARY", mainVersion });
  const told = rash.__typename;
  checks.check("an unconfirmed choice is refused", told === "CustomerConfirmationRequired", rash);
  const late = { conflictId: id, choice: "MAIN", mainVersion: mainVersion + 1 } as const;
  const stale = await resolve(desk, late);
  checks.check(
    "a decision on another main value is refused, and told which it is now",
    stale.__typename === "MainValueChanged" && stale.mainVersion === mainVersion,
    stale,
  );
  const after = await conflictOf(desk, id);
  checks.check("what is refused changes nothing", isSame(after, await conflictOf(desk, id)), after);
  checks.check("what is refused leaves the conflict open", after.status === "OPEN", after);
}

async function keepMain(desk: Desk, before: ConflictFragment) {
  const { id, mainVersion } = before;
  const seen = watch(desk, aboutConflict(before));
  const answer = await resolve(desk, { conflictId: id, choice: "MAIN", mainVersion });
  const after = await conflictOf(desk, id);
  desk.checks.check("a decision for the main value is taken", isResolved(answer), answer);
  desk.checks.check("the main value stays", isSame(after.main, before.main), after);
  desk.checks.check("the decision is kept with who made it", isDecision(after, "MAIN"), after);
  await seen.sees("keeping the main value", ["ConflictResolved"]);
}

/** Null when the value belongs to somebody else by now and can't be taken (SPEC 5.4). */
async function acceptSecondary(desk: Desk, before: ConflictFragment) {
  const { checks } = desk;
  const { id, mainVersion, field } = before;
  const seen = watch(desk, aboutConflict(before));
  const answer = await resolve(desk, {
    ...({ conflictId: id, choice: "SECONDARY", mainVersion } as const),
    customerConfirmed: true,
  });
  const after = await conflictOf(desk, id);
  if (answer.__typename === "IdentifierTaken") {
    checks.check("only emails and phones are taken", field === "EMAIL" || field === "PHONE", field);
    checks.check("a taken value leaves the conflict open", isSame(after, before), after);
    return null;
  }
  checks.check("a decision for the secondary value is taken", isResolved(answer), answer);
  checks.check("the secondary value is the main one", covers(after.main, before.secondary), after);
  checks.check("the decision is kept with who made it", isDecision(after, "SECONDARY"), after);
  await seen.sees("accepting what was said", ["ConflictResolved", "ContactUpdated"]);
  return after;
}

async function switchBack(desk: Desk, before: ConflictFragment, accepted: ConflictFragment) {
  const { id, mainVersion } = accepted;
  const seen = watch(desk, aboutConflict(before));
  const answer = await resolve(desk, { conflictId: id, choice: "MAIN", mainVersion });
  const after = await conflictOf(desk, id);
  desk.checks.check("a decision is switched", isResolved(answer), answer);
  desk.checks.check("the first main value is back", isSame(after.main, before.main), after);
  desk.checks.check("the switch is kept", isDecision(after, "MAIN"), after);
  await seen.sees("switching back", ["ConflictResolved", "ContactUpdated"]);
}

async function resolve({ ask, agent }: Desk, input: ResolveConflictInput) {
  return (await ask(ResolveConflictDocument, { input }, await agent.token())).resolveConflict;
}

async function conflictOf({ ask, agent }: Desk, id: string): Promise<ConflictFragment> {
  const { node } = await ask(ConflictByIdDocument, { id }, await agent.token());
  if (node?.__typename !== "ConflictField") throw new UnexpectedAnswer(`No conflict ${id}.`);
  return node;
}

const aboutConflict =
  ({ id, contact }: ConflictFragment) =>
  (event: SeenEvent) =>
    "conflictId" in event
      ? event.conflictId === id
      : event.__typename === "ContactUpdated" && event.contactId === contact.id;

const isResolved = (answer: { __typename: string }) =>
  answer.__typename === "ResolveConflictPayload";
const isDecision = ({ status, resolution }: ConflictFragment, choice: string) =>
  status === "RESOLVED" && resolution?.choice === choice && resolution.decidedBy.type === "MEMBER";
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Of what has parts, the secondary value has only those that differed. */
function covers(main: ValueFragment | null, secondary: ValueFragment): boolean {
  const partsOf = (value: ValueFragment | null): Record<string, unknown> => {
    if (value?.__typename === "AddressValue") return { ...value.address };
    if (value?.__typename === "AttributesValue") return value.attributes;
    return { text: value?.text };
  };
  const parts = partsOf(main);
  return Object.entries(partsOf(secondary)).every(
    ([name, part]) => part === null || isSame(parts[name], part),
  );
}
