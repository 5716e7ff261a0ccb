import { type Desk, spread, watch } from "./desk.ts";
import {
  ArchiveContactDocument,
  ContactByIdDocument,
  CountsDocument,
  IdentifyDocument,
  SendMessageDocument,
  VisitorsPageDocument,
} from "./generated/operations.ts";
import { payload, UnexpectedAnswer } from "./graphql-client.ts";
import { everyPage } from "./pages.ts";
import type { Browser } from "./replay.ts";
import type { Session } from "./session-file.ts";

/** A browser whose person is known. */
interface Customer extends Browser {
  contactId: string;
}

/**
 * Agents archive up to eight contacts. Half of them then write a message and are active again, under the same name
 * (SPEC 3.5); the others fill in a form once more, which does not bring them back.
 */
export async function archiveContacts(
  desk: Desk,
  day: { browsers: ReadonlyMap<string, Browser>; sessions: readonly Session[] },
): Promise<{ archived: number; reactivated: number }> {
  const { ask, agent, checks } = desk;
  const token = () => agent.token();
  const customers = spread(await customersOf(desk, [...day.browsers.values()]), 8);
  const start = await countsOf(desk);
  let reactivated = 0;
  for (const [index, customer] of customers.entries()) {
    const { contactId: id } = customer;
    const before = await contactOf(desk, id);
    const archiving = watch(desk, (event) => event.contactId === id);
    const answer = await ask(ArchiveContactDocument, { input: { contactId: id } }, await token());
    payload(answer.archiveContact, "ArchiveContactPayload");
    checks.check("an archived contact is", (await contactOf(desk, id)).status === "ARCHIVED");
    await archiving.sees("archiving", ["ContactArchived"]);

    const back = watch(
      desk,
      (event) => event.__typename === "ContactReactivated" && event.contactId === id,
    );
    if (index % 2 === 0) {
      const input = { text: "Hello again, is anybody there?" };
      payload(
        (await ask(SendMessageDocument, { input }, customer.token)).sendMessage,
        "SendMessagePayload",
      );
      reactivated += 1;
      await back.sees("a message from an archived contact", ["ContactReactivated"]);
    } else {
      const claims = claimsOf(day, customer);
      const input = { channel: "FORM" as const, claims };
      payload((await ask(IdentifyDocument, { input }, customer.token)).identify, "IdentifyPayload");
      await back.sees("a form from an archived contact", []);
    }
    const after = await contactOf(desk, id);
    const status = index % 2 === 0 ? "ACTIVE" : "ARCHIVED";
    checks.check(`after that it is ${status}`, after.status === status, after);
    checks.check("its name is the same", after.displayName === before.displayName, after);
  }
  const end = await countsOf(desk);
  const away = customers.length - reactivated;
  checks.check("archived contacts are counted", end.archived - start.archived === away, end);
  checks.check("active contacts are counted", start.identified - end.identified === away, end);
  return { archived: customers.length, reactivated };
}

/** One browser for each contact. */
async function customersOf({ ask, agent }: Desk, browsers: Browser[]): Promise<Customer[]> {
  const visitors = await everyPage(
    async (after) =>
      (await ask(VisitorsPageDocument, { after }, await agent.token())).anonymousVisitors,
  );
  const contactIds = new Map(visitors.map(({ id, contact }) => [id, contact?.id]));
  const customers = new Map<string, Customer>();
  for (const browser of browsers) {
    const contactId = contactIds.get(browser.visitorId);
    if (contactId) customers.set(contactId, { ...browser, contactId });
  }
  return [...customers.values()];
}

/** What the browser last said in the file. */
function claimsOf(
  { browsers, sessions }: { browsers: ReadonlyMap<string, Browser>; sessions: readonly Session[] },
  { visitorId }: Browser,
) {
  return (
    sessions.findLast((session) => browsers.get(session.visitor)?.visitorId === visitorId)
      ?.claims ?? {}
  );
}

async function contactOf({ ask, agent }: Desk, id: string) {
  const { contact } = await ask(ContactByIdDocument, { id }, await agent.token());
  if (!contact) throw new UnexpectedAnswer(`No contact ${id}.`);
  return contact;
}

async function countsOf({ ask, agent }: Desk) {
  return (await ask(CountsDocument, {}, await agent.token())).workspace.counts;
}
