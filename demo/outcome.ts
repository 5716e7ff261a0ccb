import type { SignedIn } from "./agent-session.ts";
import type { Outcome } from "./compare.ts";
import type { SeenEvent } from "./event-log.ts";
import {
  ConflictsPageDocument,
  type ContactStatus,
  ContactsPageDocument,
  VisitorsPageDocument,
} from "./generated/operations.ts";
import { type Ask, UnexpectedAnswer } from "./graphql-client.ts";
import { everyPage } from "./pages.ts";

/** What came of the day, read back page by page through the API. */
export async function readOutcome(ask: Ask, agent: SignedIn): Promise<Omit<Outcome, "sessions">> {
  const contacts = (status: ContactStatus) =>
    everyPage(
      async (after) =>
        (await ask(ContactsPageDocument, { after, status }, await agent.token())).contacts,
    );
  const [active, archived] = [await contacts("ACTIVE"), await contacts("ARCHIVED")];
  const visitors = await everyPage(
    async (after) =>
      (await ask(VisitorsPageDocument, { after }, await agent.token())).anonymousVisitors,
  );
  const conflicts = await openConflicts(ask, agent);
  return {
    contacts: active.length + archived.length,
    visitorsLinked: visitors.filter((visitor) => visitor.contact !== null).length,
    anonymousVisitors: visitors.filter((visitor) => visitor.contact === null).length,
    ...countConflicts(conflicts.map((conflict) => conflict.field)),
  };
}

/** The open conflicts, the newest first. */
export async function openConflictIds(ask: Ask, agent: SignedIn): Promise<string[]> {
  return (await openConflicts(ask, agent)).map((conflict) => conflict.id);
}

const openConflicts = (ask: Ask, agent: SignedIn) =>
  everyPage(
    async (after) => (await ask(ConflictsPageDocument, { after }, await agent.token())).conflicts,
  );

/** The same, from the event stream alone. */
export function foldOutcome(events: readonly SeenEvent[]): Omit<Outcome, "sessions"> {
  const contacts = new Set<string>();
  const linked = new Map<string, boolean>();
  const open = new Map<string, string>();
  for (const event of events) {
    switch (event.__typename) {
      case "AnonymousVisitorRecorded":
        linked.set(told(event.visitorId), false);
        break;
      case "ContactCreated":
        contacts.add(told(event.contactId));
        break;
      case "VisitorIdentified":
        linked.set(told(event.visitorId), true);
        break;
      case "VisitorUnlinked":
        linked.set(told(event.visitorId), false);
        break;
      case "ConflictOpened":
        open.set(event.conflictId, event.field);
        break;
      case "ConflictSuperseded":
      case "ConflictResolved":
      case "ConflictClosed":
      case "ConflictWithdrawn":
        open.delete(event.conflictId);
    }
  }
  const known = [...linked.values()].filter((isLinked) => isLinked).length;
  return {
    contacts: contacts.size,
    visitorsLinked: known,
    anonymousVisitors: linked.size - known,
    ...countConflicts([...open.values()]),
  };
}

/** `CONTACT_ADDRESS` is counted under `contactAddress`, as expectation files write it. */
function countConflicts(fields: string[]) {
  const openConflictsByField: Record<string, number> = {};
  for (const field of fields) {
    const name = field.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    openConflictsByField[name] = (openConflictsByField[name] ?? 0) + 1;
  }
  return { openConflicts: fields.length, openConflictsByField };
}

function told(id: string | null): string {
  if (id === null) throw new UnexpectedAnswer("An event does not say what it is about.");
  return id;
}
