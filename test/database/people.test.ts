import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/auth/new-id.ts";
import { done, PASSWORD, peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

async function newWorkspace() {
  const process = peopleProcess(db.database);
  const { people } = process;
  const { workspaceId } = done(await people.createWorkspace({ name: "Shop", country: "DE" }));
  const here = { workspaceId };
  const create = (email: string, more: { role?: "ADMIN" | "AGENT"; phone?: string } = {}) =>
    people.createMember(here, { role: "AGENT", name: "Ada", email, password: PASSWORD, ...more });
  const admin = done(await create("admin@shop.example", { role: "ADMIN" }));
  const identifiers = () =>
    db.database.prisma.identifier.findMany({
      where: here,
      select: { kind: true, value: true, memberId: true, contactId: true },
      orderBy: { value: "asc" },
    });
  return { ...process, here, create, adminId: admin.memberId, identifiers };
}

/** A contact as identifying would leave it: one main and one alternate email. */
async function contactWith(workspaceId: string, main: string, alternate: string) {
  const { prisma } = db.database;
  const id = newId();
  await prisma.contact.create({
    data: {
      workspaceId,
      id,
      status: "archived",
      email: main,
      fieldStates: {},
      createdBy: { type: "system" },
      createdAt: new Date(),
    },
  });
  const row = { workspaceId, kind: "email", contactId: id, verified: false };
  await prisma.identifier.createMany({
    data: [
      { ...row, value: main, primary: true },
      { ...row, value: alternate, primary: false },
    ],
  });
  return id;
}

describe("a new workspace", () => {
  it("has its counters, its secrets and the list that every workspace has", async () => {
    const { here, people } = await newWorkspace();
    const { prisma } = db.database;
    const workspace = await prisma.workspace.findUniqueOrThrow({
      where: { id: here.workspaceId },
      include: { head: true, lists: true },
    });
    expect(workspace).toMatchObject({ name: "Shop", country: "DE", head: { position: 0n } });
    expect(workspace.lists).toMatchObject([
      { id: workspace.defaultListId, name: "Contacts involved in Conversations" },
    ]);
    const other = done(await people.createWorkspace({ name: "Other", country: "fr" }));
    const otherRow = await prisma.workspace.findUniqueOrThrow({ where: { id: other.workspaceId } });
    expect(otherRow.country).toBe("FR");
    const secrets = [workspace, otherRow].flatMap((row) => [row.tokenSecret, row.proofSecret]);
    expect(new Set(secrets).size).toBe(4);
  });

  it("is refused with all that is wrong, and nothing is written", async () => {
    const { people } = peopleProcess(db.database);
    const before = await db.database.prisma.workspace.count();
    const result = await people.createWorkspace({ name: " ", country: "Germany" });
    expect(result).toMatchObject({
      refusal: {
        code: "INVALID_INPUT",
        problems: [
          { path: "name", problem: "BLANK" },
          { path: "country", problem: "UNKNOWN_COUNTRY" },
        ],
      },
    });
    expect(await db.database.prisma.workspace.count()).toBe(before);
  });
});

describe("a new member", () => {
  it("has normalised identifiers, numbers without a prefix being the workspace's country's", async () => {
    const { create, identifiers, adminId } = await newWorkspace();
    const { memberId } = done(await create(" Bo.B@Shop.Example ", { phone: "0170 1234567" }));
    expect(await identifiers()).toEqual([
      { kind: "phone", value: "+491701234567", memberId, contactId: null },
      { kind: "email", value: "admin@shop.example", memberId: adminId, contactId: null },
      { kind: "email", value: "bo.b@shop.example", memberId, contactId: null },
    ]);
  });

  it("is refused with all that is wrong at once, without repeating any value", async () => {
    const { people, here } = await newWorkspace();
    const result = await people.createMember(here, {
      role: "AGENT",
      name: "",
      email: "bo at shop",
      phone: "12",
      password: "short",
    });
    expect(result).toMatchObject({
      refusal: {
        code: "INVALID_INPUT",
        problems: [
          { path: "name", problem: "BLANK" },
          { path: "email", problem: "MALFORMED" },
          { path: "phone", problem: "MALFORMED" },
          { path: "password", problem: "TOO_SHORT" },
        ],
      },
    });
    expect(JSON.stringify(result)).not.toMatch(/bo at shop|short"/);
  });

  it("can't have what is another member's, however it is written, and is told whose it is", async () => {
    const { create, adminId } = await newWorkspace();
    expect(await create("ADMIN@shop.example")).toEqual({
      ok: false,
      refusal: {
        code: "IDENTIFIER_TAKEN",
        field: "email",
        holder: { type: "member", id: adminId },
      },
    });
  });

  it("can't have what is a contact's, main or alternate, archived or not (SPEC 3.3)", async () => {
    const { create, here } = await newWorkspace();
    const id = await contactWith(here.workspaceId, "mia@home.example", "mia@work.example");
    for (const email of ["mia@home.example", "mia@work.example"]) {
      expect(await create(email)).toMatchObject({
        refusal: { code: "IDENTIFIER_TAKEN", field: "email", holder: { type: "contact", id } },
      });
    }
  });

  it("may have what is somebody's in another workspace", async () => {
    const [one, other] = [await newWorkspace(), await newWorkspace()];
    await contactWith(one.here.workspaceId, "mia@home.example", "mia@work.example");
    expect(await other.create("mia@home.example")).toMatchObject({ ok: true });
  });

  it("is one, when twenty are made of one email at once", async () => {
    const { create, here } = await newWorkspace();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => create(i % 2 ? "Bo@shop.example" : "bo@shop.example")),
    );
    const made = results.filter((result) => result.ok);
    expect(made).toHaveLength(1);
    const refusals = results.filter((result) => !result.ok);
    expect(new Set(refusals.map((result) => !result.ok && result.refusal.code))).toEqual(
      new Set(["IDENTIFIER_TAKEN"]),
    );
    const where = { ...here, email: "bo@shop.example" };
    expect(await db.database.prisma.member.count({ where })).toBe(1);
  });

  it("of a workspace that is not there is refused", async () => {
    const { people } = await newWorkspace();
    const here = { workspaceId: randomUUID() };
    const input = {
      role: "AGENT",
      name: "Bo",
      email: "bo@shop.example",
      password: PASSWORD,
    } as const;
    expect(await people.createMember(here, input)).toMatchObject({
      refusal: { code: "WORKSPACE_NOT_FOUND" },
    });
  });
});

describe("changing a member", () => {
  it("changes what is named, clears with null, and frees what was replaced", async () => {
    const { people, create, here, identifiers, adminId } = await newWorkspace();
    const { memberId } = done(await create("bo@shop.example", { phone: "+491701234567" }));
    done(await people.updateMember(here, { memberId, email: "bob@shop.example" }));
    const where = { workspaceId_id: { ...here, id: memberId } };
    const find = () => db.database.prisma.member.findUniqueOrThrow({ where });
    expect(await find()).toMatchObject({ name: "Ada", phone: "+491701234567", role: "AGENT" });
    done(await people.updateMember(here, { memberId, phone: null, name: "Bob" }));
    expect(await find()).toMatchObject({ name: "Bob", phone: null, email: "bob@shop.example" });
    expect(await identifiers()).toEqual([
      { kind: "email", value: "admin@shop.example", memberId: adminId, contactId: null },
      { kind: "email", value: "bob@shop.example", memberId, contactId: null },
    ]);
    expect(await create("bo@shop.example")).toMatchObject({ ok: true });
  });

  it("is refused for identifiers of others, and then changes nothing", async () => {
    const { people, create, here, identifiers } = await newWorkspace();
    const { memberId } = done(await create("bo@shop.example"));
    const contactId = await contactWith(here.workspaceId, "mia@home.example", "mia@work.example");
    const before = await identifiers();
    const input = { memberId, name: "Bob", email: "mia@work.example" };
    expect(await people.updateMember(here, input)).toMatchObject({
      refusal: { code: "IDENTIFIER_TAKEN", holder: { type: "contact", id: contactId } },
    });
    expect(await identifiers()).toEqual(before);
    const where = { workspaceId_id: { ...here, id: memberId } };
    expect(await db.database.prisma.member.findUnique({ where })).toMatchObject({ name: "Ada" });
  });

  it("of a new password ends the sessions that the old one began", async () => {
    const { people, create, here, authenticate } = await newWorkspace();
    const email = "bo@shop.example";
    const { memberId } = done(await create(email));
    const signIn = (password: string) => people.signInMember({ ...here, email, password }, null);
    const session = done(await signIn(PASSWORD));
    done(await people.updateMember(here, { memberId, password: "another fine phrase" }));
    expect(await authenticate(session.accessToken)).toMatchObject({ reason: "REVOKED" });
    expect(await signIn(PASSWORD)).toMatchObject({ ok: false });
    expect(await signIn("another fine phrase")).toMatchObject({ ok: true });
  });

  it("of another workspace is as of one that doesn't exist", async () => {
    const [one, other] = [await newWorkspace(), await newWorkspace()];
    const notFound = { ok: false, refusal: { code: "MEMBER_NOT_FOUND" } };
    for (const memberId of [other.adminId, randomUUID()]) {
      expect(await one.people.updateMember(one.here, { memberId, name: "Eve" })).toEqual(notFound);
      expect(await one.people.removeMember(one.here, { memberId })).toEqual(notFound);
    }
  });
});

describe("removing a member", () => {
  it("ends its sessions, frees its identifiers, and keeps its name for what it decided", async () => {
    const { people, create, here, authenticate, identifiers, adminId } = await newWorkspace();
    const email = "bo@shop.example";
    const { memberId } = done(await create(email, { phone: "+491701234567" }));
    const session = done(await people.signInMember({ ...here, email, password: PASSWORD }, null));
    done(await people.removeMember(here, { memberId }));

    expect(await authenticate(session.accessToken)).toMatchObject({ reason: "REVOKED" });
    expect(await people.renewMemberSession(session)).toMatchObject({ ok: false });
    expect(await people.signInMember({ ...here, email, password: PASSWORD }, null)).toMatchObject({
      refusal: { problem: "WRONG_CREDENTIALS" },
    });
    expect((await identifiers()).map((identifier) => identifier.memberId)).toEqual([adminId]);
    const where = { workspaceId_id: { ...here, id: memberId } };
    expect(await db.database.prisma.member.findUnique({ where })).toMatchObject({ name: "Ada" });
    expect(done(await create(email)).memberId).not.toBe(memberId);
  });

  it("twice is no error, and removed is removed: it can't be changed", async () => {
    const { people, create, here, clock } = await newWorkspace();
    const { memberId } = done(await create("bo@shop.example"));
    done(await people.removeMember(here, { memberId }));
    const where = { workspaceId_id: { ...here, id: memberId } };
    const before = await db.database.prisma.member.findUnique({ where });
    clock.pass({ days: 1 });
    done(await people.removeMember(here, { memberId }));
    expect(await people.updateMember(here, { memberId, name: "Bob" })).toMatchObject({
      refusal: { code: "MEMBER_NOT_FOUND" },
    });
    expect(await db.database.prisma.member.findUnique({ where })).toEqual(before);
  });
});

describe("the last admin", () => {
  const lastAdmin = { ok: false, refusal: { code: "LAST_ADMIN" } };

  it("can be neither removed nor demoted", async () => {
    const { people, create, here, adminId } = await newWorkspace();
    done(await create("bo@shop.example"));
    const removed = done(await create("cy@shop.example", { role: "ADMIN" }));
    done(await people.removeMember(here, { memberId: removed.memberId }));
    expect(await people.removeMember(here, { memberId: adminId })).toEqual(lastAdmin);
    expect(await people.updateMember(here, { memberId: adminId, role: "AGENT" })).toEqual(
      lastAdmin,
    );
    done(await people.updateMember(here, { memberId: adminId, role: "ADMIN", name: "Still here" }));
  });

  it("stays one when two admins remove each other at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const { people, create, here, adminId } = await newWorkspace();
      const other = done(await create("bo@shop.example", { role: "ADMIN" })).memberId;
      const results = await Promise.all([
        people.removeMember(here, { memberId: adminId }),
        people.updateMember(here, { memberId: other, role: "AGENT" }),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const where = { ...here, role: "ADMIN", removedAt: null };
      expect(await db.database.prisma.member.count({ where })).toBe(1);
    }
  });
});

describe("signing in", () => {
  const wrong = {
    ok: false,
    refusal: { code: "SIGN_IN_REFUSED", problem: "WRONG_CREDENTIALS", retryAfterSeconds: null },
  };

  it("answers the same to a wrong password, email or workspace", async () => {
    const [one, other] = [await newWorkspace(), await newWorkspace()];
    done(await one.create("bo@shop.example"));
    const tries = [
      { ...one.here, email: "bo@shop.example", password: "wrong wrong" },
      { ...one.here, email: "nobody@shop.example", password: PASSWORD },
      { ...one.here, email: "no email", password: PASSWORD },
      { ...other.here, email: "bo@shop.example", password: PASSWORD },
      { workspaceId: randomUUID(), email: "bo@shop.example", password: PASSWORD },
      { ...one.here, email: "bo@shop.example", password: "" },
    ];
    for (const input of tries) expect(await one.people.signInMember(input, null)).toEqual(wrong);
  });

  it("needs no workspace where email and password fit one member", async () => {
    const [one, other] = [await newWorkspace(), await newWorkspace()];
    const email = `bo${randomUUID()}@shop.example`;
    const signIn = (password: string) =>
      one.people.signInMember({ workspaceId: null, email, password }, null);
    const { memberId } = done(await one.create(email));
    expect(done(await signIn(PASSWORD))).toMatchObject({ ...one.here, memberId });

    const twin = done(await other.create(email)).memberId;
    expect(await signIn(PASSWORD)).toMatchObject({ refusal: { problem: "WORKSPACE_NEEDED" } });
    const password = "another fine phrase";
    done(await other.people.updateMember(other.here, { memberId: twin, password }));
    expect(done(await signIn(PASSWORD)).memberId).toBe(memberId);
    expect(done(await signIn(password)).memberId).toBe(twin);
  });

  it("is not tried any more after ten failures for one email, whether or not it is a member's", async () => {
    const { people, create, here, clock } = await newWorkspace();
    done(await create("bo@shop.example"));
    for (const email of ["bo@shop.example", "nobody@shop.example"]) {
      const signIn = (password: string) => people.signInMember({ ...here, email, password }, null);
      for (let i = 0; i < 10; i++) expect(await signIn("wrong wrong")).toEqual(wrong);
      clock.pass({ minutes: 1 });
      expect(await signIn(PASSWORD)).toMatchObject({
        refusal: { problem: "TOO_MANY_FAILURES", retryAfterSeconds: 14 * 60 },
      });
    }
    clock.pass({ minutes: 14 });
    const input = { ...here, email: "BO@shop.example", password: PASSWORD };
    expect(await people.signInMember(input, null)).toMatchObject({ ok: true });
  });

  it("is limited per address too, and success does not count", async () => {
    const { people, create, here } = await newWorkspace();
    const email = "bo@shop.example";
    done(await create(email));
    const input = { ...here, email, password: PASSWORD };
    for (let i = 0; i < 12; i++) done(await people.signInMember(input, "192.0.2.1"));
    const guesses = Array.from({ length: 120 }, (_, i) => {
      const guess = { ...here, email: `guess${i}@shop.example`, password: "x" };
      return people.signInMember(guess, "192.0.2.1");
    });
    const problems = (await Promise.all(guesses)).map((r) => !r.ok && r.refusal.problem);
    expect(problems.filter((problem) => problem === "WRONG_CREDENTIALS")).toHaveLength(100);
    expect(await people.signInMember(input, "192.0.2.1")).toMatchObject({ ok: false });
    expect(await people.signInMember(input, "192.0.2.2")).toMatchObject({ ok: true });
  });

  it("clears away the member's sessions that expired", async () => {
    const { people, create, here, clock } = await newWorkspace();
    const email = "bo@shop.example";
    const { memberId } = done(await create(email));
    const signIn = () =>
      people.signInMember({ ...here, email, password: PASSWORD }, null).then(done);
    await signIn();
    clock.pass({ days: 31 });
    const { sessionId } = await signIn();
    const sessions = await db.database.prisma.memberSession.findMany({ where: { memberId } });
    expect(sessions.map(({ id }) => id)).toEqual([sessionId]);
  });
});

describe("integration keys", () => {
  it("need a name and a scope", async () => {
    const { people, here, adminId } = await newWorkspace();
    const caller = { ...here, memberId: adminId };
    expect(await people.createIntegrationKey(caller, { name: "", scopes: [] })).toMatchObject({
      refusal: { problems: [{ path: "name" }, { path: "scopes" }] },
    });
  });

  it("are revoked once and for all, and only by their own workspace", async () => {
    const [one, other] = [await newWorkspace(), await newWorkspace()];
    const caller = { ...one.here, memberId: one.adminId };
    const { keyId, key } = done(
      await one.people.createIntegrationKey(caller, { name: "CRM", scopes: ["IDENTIFY"] }),
    );
    const notFound = { ok: false, refusal: { code: "INTEGRATION_KEY_NOT_FOUND" } };
    expect(await other.people.revokeIntegrationKey(other.here, { keyId })).toEqual(notFound);
    const missing = { keyId: randomUUID() };
    expect(await one.people.revokeIntegrationKey(one.here, missing)).toEqual(notFound);
    expect(await one.authenticate(key)).toMatchObject({ type: "integration" });

    done(await one.people.revokeIntegrationKey(one.here, { keyId }));
    const find = () => db.database.prisma.integrationKey.findFirstOrThrow({ where: { id: keyId } });
    const before = await find();
    one.clock.pass({ days: 1 });
    done(await one.people.revokeIntegrationKey(one.here, { keyId }));
    expect(await find()).toEqual(before);
  });
});

describe("the workspace's settings", () => {
  it("change by field", async () => {
    const { people, here } = await newWorkspace();
    const chatForm = [
      { field: "phone", required: true },
      { field: "email", required: false },
    ] as const;
    done(await people.updateWorkspace(here, { chatForm }));
    done(await people.updateWorkspace(here, { name: "Shop 2", country: "at" }));
    const where = { id: here.workspaceId };
    expect(await db.database.prisma.workspace.findUnique({ where })).toMatchObject({
      name: "Shop 2",
      country: "AT",
      chatForm,
    });
  });

  it("ask for each field once, and for fields that a form can hold", async () => {
    const { people, here } = await newWorkspace();
    const chatForm = (["email", "attributes", "email"] as const).map((field) => ({
      field,
      required: true,
    }));
    expect(await people.updateWorkspace(here, { name: "", chatForm })).toMatchObject({
      refusal: {
        problems: [
          { path: "name", problem: "BLANK" },
          { path: "chatForm.1.field", problem: "MALFORMED" },
          { path: "chatForm.2.field", problem: "REPEATED" },
        ],
      },
    });
  });

  it("get a new proof secret on request, which counts at once", async () => {
    const { people, here, secrets } = await newWorkspace();
    const current = async () => (await secrets.find(here.workspaceId))?.proofSecret;
    const first = await current();
    await people.rotateProofSecret(here, {});
    const second = await current();
    expect(second).not.toBe(first);
    await people.rotateProofSecret(here, { replacing: second });
    const third = await current();
    expect(third).not.toBe(second);
    // Once more, because the answer was lost.
    await people.rotateProofSecret(here, { replacing: second });
    expect(await current()).toBe(third);
  });
});
