import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { done, PASSWORD, peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let email = 0;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** A workspace with an admin who is signed in. */
async function signedIn() {
  const process = peopleProcess(db.database);
  const { people } = process;
  const { workspaceId } = done(await people.createWorkspace({ name: "Shop", country: "DE" }));
  const address = `admin${++email}@example.com`;
  const admin = { role: "ADMIN", name: "Ada", email: address, password: PASSWORD } as const;
  const { memberId } = done(await people.createMember({ workspaceId }, admin));
  const signIn = () =>
    people.signInMember({ workspaceId, email: address, password: PASSWORD }, null).then(done);
  return { ...process, workspaceId, memberId, email: address, signIn, session: await signIn() };
}

describe("a member's access token", () => {
  it("speaks for the member, with its session and role, for a quarter of an hour", async () => {
    const { authenticate, session, workspaceId, memberId, clock } = await signedIn();
    const caller = await authenticate(session.accessToken);
    expect(caller).toEqual({
      type: "member",
      workspaceId,
      memberId,
      sessionId: session.sessionId,
      role: "ADMIN",
      expiresAt: new Date("2026-03-01T09:45:00.000Z"),
    });
    clock.pass({ minutes: 14, seconds: 59 });
    expect(await authenticate(session.accessToken)).toEqual(caller);
    clock.pass({ seconds: 1 });
    expect(await authenticate(session.accessToken)).toEqual({
      type: "rejected",
      reason: "EXPIRED",
    });
  });

  it("is revoked by signing out: at once here, within a second in another process", async () => {
    const { authenticate, session, people, clock } = await signedIn();
    const elsewhere = peopleProcess(db.database, clock);
    expect(await elsewhere.authenticate(session.accessToken)).toMatchObject({ type: "member" });

    done(await people.signOutMember(session, { everywhere: false }));
    const revoked = { type: "rejected", reason: "REVOKED" };
    expect(await authenticate(session.accessToken)).toEqual(revoked);
    clock.pass({ seconds: 1 });
    expect(await elsewhere.authenticate(session.accessToken)).toEqual(revoked);
  });

  it("is not revoked by signing out of another session", async () => {
    const { authenticate, session, people, signIn } = await signedIn();
    done(await people.signOutMember(await signIn(), { everywhere: false }));
    expect(await authenticate(session.accessToken)).toMatchObject({ type: "member" });
  });

  it("is revoked by signing out everywhere, from whichever session", async () => {
    const { authenticate, session, people, signIn } = await signedIn();
    done(await people.signOutMember(await signIn(), { everywhere: true }));
    expect(await authenticate(session.accessToken)).toMatchObject({ reason: "REVOKED" });
  });

  it("has the role that the member has now", async () => {
    const { authenticate, session, people, workspaceId, memberId } = await signedIn();
    const other = {
      role: "ADMIN",
      name: "Bo",
      email: `bo${email}@example.com`,
      password: PASSWORD,
    } as const;
    done(await people.createMember({ workspaceId }, other));
    done(await people.updateMember({ workspaceId }, { memberId, role: "AGENT" }));
    expect(await authenticate(session.accessToken)).toMatchObject({ role: "AGENT" });
  });

  it("is no token of another workspace, and signed by its secret is none of this one", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const [head, body] = one.session.accessToken.split(".") as [string, string];
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const { tokenSecret } = await db.database.prisma.workspace.findUniqueOrThrow({
      where: { id: other.workspaceId },
    });
    const resigned = (payload: object) => {
      const text = `${head}.${Buffer.from(JSON.stringify(payload)).toString("base64url")}`;
      return `${text}.${createHmac("sha256", tokenSecret).update(text).digest("base64url")}`;
    };
    // The other business's secret, once for this workspace and once for its own, where that session doesn't exist.
    expect(await one.authenticate(resigned(claims))).toEqual({
      type: "rejected",
      reason: "INVALID",
    });
    expect(await one.authenticate(resigned({ ...claims, wid: other.workspaceId }))).toEqual({
      type: "rejected",
      reason: "REVOKED",
    });
  });
});

describe("a renewal token", () => {
  it("buys a new pair of the same session, and is used up by that", async () => {
    const { authenticate, session, people, clock } = await signedIn();
    clock.pass({ days: 1 });
    const renewed = done(await people.renewMemberSession(session));
    expect(renewed.renewalToken).not.toBe(session.renewalToken);
    expect(renewed.renewalTokenExpiresAt).toEqual(new Date("2026-04-01T09:30:00.000Z"));
    expect(await authenticate(renewed.accessToken)).toMatchObject({
      type: "member",
      sessionId: session.sessionId,
    });
    expect(done(await people.renewMemberSession(renewed)).memberId).toBe(session.memberId);
  });

  it("that comes a second time ends the session, for the thief and for the robbed", async () => {
    const { authenticate, session, people } = await signedIn();
    const renewed = done(await people.renewMemberSession(session));
    const ended = { ok: false, refusal: { code: "SESSION_ENDED" } };
    expect(await people.renewMemberSession(session)).toEqual(ended);
    expect(await people.renewMemberSession(renewed)).toEqual(ended);
    const revoked = { type: "rejected", reason: "REVOKED" };
    expect(await authenticate(renewed.accessToken)).toEqual(revoked);
  });

  it("is used up once, however many use it at the same time", async () => {
    const { session, people } = await signedIn();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => people.renewMemberSession(session)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("expires, and is ended by signing out", async () => {
    const { session, people, clock, signIn } = await signedIn();
    const other = await signIn();
    done(await people.signOutMember(other, { everywhere: false }));
    expect(await people.renewMemberSession(other)).toMatchObject({ ok: false });
    clock.pass({ days: 30 });
    expect(await people.renewMemberSession(session)).toMatchObject({ ok: false });
  });

  it("opens nothing itself, and what only looks like one ends nothing", async () => {
    const { authenticate, session, people } = await signedIn();
    expect(await authenticate(session.renewalToken)).toMatchObject({ reason: "INVALID" });
    for (const text of ["", "onr_", session.accessToken, `${session.renewalToken}x`]) {
      expect(await people.renewMemberSession({ renewalToken: text })).toMatchObject({ ok: false });
    }
    expect(await authenticate(session.accessToken)).toMatchObject({ type: "member" });
  });
});

describe("an integration key", () => {
  it("is shown once, stored hashed, and speaks with its scopes until it is revoked", async () => {
    const { authenticate, people, workspaceId, memberId, clock } = await signedIn();
    const { key, keyId } = done(
      await people.createIntegrationKey(
        { workspaceId, memberId },
        { name: "CRM", scopes: ["IDENTIFY", "READ_EVENTS", "IDENTIFY"] },
      ),
    );
    const row = await db.database.prisma.integrationKey.findFirstOrThrow({ where: { id: keyId } });
    expect(JSON.stringify(row)).not.toContain(key.split("_").at(-1));
    clock.pass({ days: 3000 });
    expect(await authenticate(key)).toEqual({
      type: "integration",
      workspaceId,
      keyId,
      scopes: ["IDENTIFY", "READ_EVENTS"],
    });

    const elsewhere = peopleProcess(db.database, clock);
    expect(await elsewhere.authenticate(key)).toMatchObject({ type: "integration" });
    done(await people.revokeIntegrationKey({ workspaceId }, { keyId }));
    expect(await authenticate(key)).toEqual({ type: "rejected", reason: "REVOKED" });
    clock.pass({ seconds: 1 });
    expect(await elsewhere.authenticate(key)).toEqual({ type: "rejected", reason: "REVOKED" });
  });

  it("with another secret, id or workspace is invalid, revoked or not", async () => {
    const { authenticate, people, workspaceId } = await signedIn();
    const create = async () =>
      done(
        await people.createIntegrationKey(
          { workspaceId, memberId: null },
          { name: "CRM", scopes: ["IDENTIFY"] },
        ),
      );
    const [one, other] = [await create(), await create()];
    const [prefix, place, secret] = one.key.split(/_(?=[0-9a-f]{64}_)|(?<=_[0-9a-f]{64})_/) as [
      string,
      string,
      string,
    ];
    const otherSecret = other.key.slice(-43);
    const elsewhere = `${"0".repeat(32)}${place.slice(32)}`;
    done(await people.revokeIntegrationKey({ workspaceId }, { keyId: other.keyId }));
    for (const text of [
      `${prefix}_${place}_${otherSecret}`,
      `${prefix}_${elsewhere}_${secret}`,
      other.key.slice(0, -43) + secret,
      one.key.slice(0, -1),
      "onk_",
    ]) {
      expect(await authenticate(text)).toEqual({ type: "rejected", reason: "INVALID" });
    }
  });
});

describe("a visitor token", () => {
  it("acts for one visitor, for a year, and nothing is stored for it", async () => {
    const { authenticate, people, workspaceId, clock } = await signedIn();
    const visitor = done(await people.signInAnonymously({ workspaceId }));
    const expiresAt = new Date("2027-03-01T09:30:00.000Z");
    expect(visitor.expiresAt).toEqual(expiresAt);
    expect(await authenticate(visitor.token)).toEqual({
      type: "visitor",
      workspaceId,
      visitorId: visitor.visitorId,
      expiresAt,
    });
    expect(await db.database.prisma.visitor.count()).toBe(0);
    clock.pass({ days: 365 });
    expect(await authenticate(visitor.token)).toEqual({ type: "rejected", reason: "EXPIRED" });
  });

  it("is handed out by workspaces that exist", async () => {
    const { people } = peopleProcess(db.database);
    const workspaceId = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    expect(await people.signInAnonymously({ workspaceId })).toEqual({
      ok: false,
      refusal: { code: "WORKSPACE_NOT_FOUND" },
    });
  });
});

describe("what is no token", () => {
  it("is nobody when there is none, and rejected when there is one", async () => {
    const { authenticate, session } = await signedIn();
    expect(await authenticate(null)).toEqual({ type: "nobody" });
    const [head, body, signature] = session.accessToken.split(".") as [string, string, string];
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const { tokenSecret } = await db.database.prisma.workspace.findUniqueOrThrow({
      where: { id: session.workspaceId },
    });
    const signed = (header: object, payload: object) => {
      const text = `${part(header)}.${part(payload)}`;
      return `${text}.${createHmac("sha256", tokenSecret).update(text).digest("base64url")}`;
    };
    const unsigned = part({ alg: "none", typ: "member+jwt" });
    for (const text of [
      "",
      "hello",
      "a.b.c",
      `${head}.${body}.`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${part({ ...claims, sub: claims.sid })}.${signature}`,
      `${unsigned}.${body}.`,
      `${unsigned}.${body}.${signature}`,
      // Rightly signed, but not what we would have signed.
      signed({ alg: "HS256", typ: "JWT" }, claims),
      signed({ alg: "HS256" }, claims),
      signed({ alg: "HS256", typ: "member+jwt" }, { ...claims, exp: undefined }),
      signed({ alg: "HS256", typ: "member+jwt" }, { ...claims, iss: "somebody" }),
      signed({ alg: "HS256", typ: "member+jwt" }, { ...claims, sub: "Ada" }),
      signed({ alg: "HS512", typ: "member+jwt" }, claims),
      "x".repeat(100_000),
      session.accessToken.repeat(10),
    ]) {
      expect(await authenticate(text)).toEqual({ type: "rejected", reason: "INVALID" });
    }
    expect(await authenticate(signed({ alg: "HS256", typ: "member+jwt" }, claims))).toMatchObject({
      type: "member",
    });
  });
});
