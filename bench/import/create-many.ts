import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Database } from "../../src/database/open.ts";
import type { Contender } from "./contenders.ts";
import type { Place } from "./workspace.ts";

const CHUNK = 1_000;
/** The default of five seconds is not enough on a busy machine. */
const PATIENT = { timeout: 60_000 };

/**
 * What a usual product does: `createMany` of what is new, chunk by chunk, in a transaction each. It asks who is there
 * already, by email, and writes contacts, their identifiers and an event each; it fills, compares and folds nothing.
 */
export const createMany = ({ prisma }: Database, { workspaceId, memberId }: Place): Contender => ({
  name: "createMany",
  async run(path) {
    const start = performance.now();
    let chunk: string[][] = [];
    const write = async () => {
      const emails = chunk.map(([email = ""]) => email.toLowerCase());
      const there = await prisma.identifier.findMany({
        where: { workspaceId, kind: "email", value: { in: emails } },
        select: { value: true },
      });
      const seen = new Set(there.map(({ value }) => value));
      const contacts = chunk.flatMap((cells) => {
        const contact = contactOf(cells, workspaceId, memberId);
        if (seen.has(contact.email)) return [];
        seen.add(contact.email);
        return [contact];
      });
      await write1(contacts);
      chunk = [];
    };
    const write1 = async (contacts: ReturnType<typeof contactOf>[]) => {
      const identifiers = contacts.flatMap(({ id: contactId, email, phone }) =>
        Object.entries({ email, phone }).map(([kind, value]) => ({
          ...{ workspaceId, kind, value, contactId, primary: true, verified: true },
        })),
      );
      await prisma.$transaction(async (tx) => {
        const head = await tx.workspaceHead.update({
          where: { workspaceId },
          data: {
            position: { increment: contacts.length },
            identified: { increment: contacts.length },
          },
        });
        const first = head.position - BigInt(contacts.length) + 1n;
        await tx.contact.createMany({ data: contacts });
        await tx.identifier.createMany({ data: identifiers, skipDuplicates: true });
        await tx.identityEvent.createMany({
          data: contacts.map((contact, index) => eventOf(contact, first + BigInt(index), memberId)),
        });
      }, PATIENT);
    };
    let isHeader = true;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (!isHeader) chunk.push(cellsOf(line));
      isHeader = false;
      if (chunk.length === CHUNK) await write();
    }
    await write();
    return { import: performance.now() - start };
  },
});

/** The file has quotes around whole cells, and none inside. */
const cellsOf = (line: string) =>
  line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll('"', ""));

function contactOf(cells: readonly string[], workspaceId: string, memberId: string) {
  const [email = "", phone = "", firstName = "", lastName = "", businessName = ""] = cells;
  const [line1 = "", postalCode = "", city = "", country = ""] = cells.slice(5);
  return {
    workspaceId,
    id: randomUUID(),
    status: "active",
    email: email.toLowerCase(),
    phone: phone.replaceAll(" ", ""),
    firstName,
    lastName,
    businessName,
    contactAddress: { line1, postalCode, city, country },
    fieldStates: {},
    createdVia: "IMPORT",
    createdBy: { type: "member", id: memberId },
    createdAt: new Date(),
    searchTerms: [firstName, lastName, businessName, email, phone].map((one) => one.toLowerCase()),
  };
}

function eventOf(contact: ReturnType<typeof contactOf>, position: bigint, actorId: string) {
  const { workspaceId, id: contactId, createdAt, email, phone, firstName, lastName } = contact;
  return {
    ...{ workspaceId, position, kind: "ContactCreated", actorType: "member", actorId, contactId },
    recordedAt: createdAt,
    happenedAt: createdAt,
    channel: "IMPORT",
    payload: { changes: [{ email, phone, firstName, lastName }] },
  };
}
