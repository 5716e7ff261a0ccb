import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import type { Actor } from "../../src/identity/model.ts";
import { createLog } from "../../src/log.ts";
import { head, identifyCommand } from "../support/identity-workspace.ts";
import { done, PASSWORD, peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: 12 });
});
afterAll(() => db.drop());

/** One process's two ways of giving somebody an identifier. */
async function newWorkspace() {
  const { people } = peopleProcess(db.database);
  const { workspaceId } = done(await people.createWorkspace({ name: "Shop", country: "DE" }));
  const { pool, prisma } = db.database;
  const log = createLog({ logLevel: "error" });
  const writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  const here = { workspaceId };
  return {
    people,
    writer,
    here,
    createMember: (email: string, phone?: string) =>
      people.createMember(here, { role: "AGENT", name: "Ada", email, phone, password: PASSWORD }),
    createContact: (values: { email?: string; phone?: string }) =>
      writer.execute({
        ...head(workspaceId),
        type: "CreateContact",
        values: { firstName: "Mia", lastName: "May", ...values },
      }),
    identify: (email: string, more: { actor?: Actor } = {}) =>
      writer.execute(identifyCommand(workspaceId, randomUUID(), { email }, more)),
    owners: (value: string) => prisma.identifier.findMany({ where: { ...here, value } }),
  };
}
const taken = (type: "member" | "contact", id: string) => ({
  refusal: { code: "IDENTIFIER_TAKEN", holder: { type, id } },
});

describe("what is a member's (SPEC 3.3)", () => {
  it("can't become a contact's, by hand or by a claim (V3)", async () => {
    const { createMember, createContact, identify, owners } = await newWorkspace();
    const { memberId } = done(await createMember("bo@shop.example", "+491701234567"));
    const refused = taken("member", memberId);
    expect(await createContact({ email: "bo@shop.example" })).toMatchObject(refused);
    expect(await createContact({ phone: "+491701234567" })).toMatchObject(refused);
    const integration = { type: "integration", id: randomUUID() } as const;
    expect(await identify("bo@shop.example", { actor: integration })).toMatchObject(refused);
    // A visitor is not told.
    expect(await identify("bo@shop.example")).toMatchObject({ outcome: "accepted", events: [] });
    expect(await owners("bo@shop.example")).toMatchObject([{ memberId, contactId: null }]);
  });

  it("can, once the member gave it up or was removed", async () => {
    const { people, here, createMember, createContact } = await newWorkspace();
    done(
      await people.createMember(here, {
        role: "ADMIN",
        name: "Admin",
        email: "admin@shop.example",
        password: PASSWORD,
      }),
    );
    const { memberId } = done(await createMember("bo@shop.example", "+491701234567"));
    done(await people.updateMember(here, { memberId, phone: null }));
    expect(await createContact({ phone: "+491701234567" })).toMatchObject({ outcome: "accepted" });
    done(await people.removeMember(here, { memberId }));
    expect(await createContact({ email: "bo@shop.example" })).toMatchObject({
      outcome: "accepted",
    });
  });
});

describe("what is a contact's", () => {
  it("can't become a member's until the contact gave it up", async () => {
    const { people, writer, here, createMember, createContact } = await newWorkspace();
    const made = await createContact({ email: "mia@home.example", phone: "+491701234567" });
    if (made.outcome !== "accepted" || made.subject.contactId === null) throw new Error("refused");
    const { contactId } = made.subject;
    expect(await createMember("mia@home.example")).toMatchObject(taken("contact", contactId));
    const { memberId } = done(await createMember("bo@shop.example"));
    expect(await people.updateMember(here, { memberId, phone: "0170 1234567" })).toMatchObject(
      taken("contact", contactId),
    );
    const values = { email: null };
    await writer.execute({ ...head(here.workspaceId), type: "UpdateContact", contactId, values });
    expect(await createMember("mia@home.example")).toMatchObject({ ok: true });
  });
});

it("of members and contacts that are made of one email at once, there is one, and no error", async () => {
  for (let round = 0; round < 3; round++) {
    const { createMember, createContact, identify, owners } = await newWorkspace();
    const email = "mia@home.example";
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => [
        createMember(email),
        createContact({ email }),
        identify(email),
      ]).flat(),
    );
    expect(answers).toHaveLength(24);
    const [owner, ...others] = await owners(email);
    expect(others).toEqual([]);
    const { memberId, contactId } = owner ?? {};
    const made = answers.filter((answer) => ("ok" in answer ? answer.ok : false));
    expect(made).toHaveLength(memberId ? 1 : 0);
    const where = { workspaceId: owner?.workspaceId as string, email };
    const contacts = await db.database.prisma.contact.count({ where });
    expect(contacts).toBe(contactId ? 1 : 0);
  }
});
