import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { identify } from "../../src/actions/identify.ts";
import type { IdentifyInput } from "../../src/actions/identify-command.ts";
import type { ActingCaller, IdentityDeps } from "../../src/actions/identity-command.ts";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { previewIdentify } from "../../src/actions/preview-identify.ts";
import type { IntegrationCaller, MemberCaller, VisitorCaller } from "../../src/auth/caller.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import { createLog } from "../../src/log.ts";
import { createIdentityWorkspace, readLog, readTables } from "../support/identity-workspace.ts";
import { done } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let deps: IdentityDeps;
let workspaceId: string;
let visitor: VisitorCaller;
let key: IntegrationCaller;
let trustedKey: IntegrationCaller;
let agent: MemberCaller;

beforeAll(async () => {
  db = await createTestDatabase();
  const log = createLog({ logLevel: "silent" });
  const { pool } = db.database;
  deps = {
    writer: createIdentityWriter({ pool, log, onCommitted: () => undefined }),
    database: db.database,
    secrets: createWorkspaceSecretStore({ database: db.database }),
    now: () => new Date(),
  };
});
afterAll(() => db.drop());
beforeEach(async () => {
  ({ workspaceId } = await createIdentityWorkspace(db.database.pool));
  const expiresAt = new Date(Date.now() + 60_000);
  visitor = { type: "visitor", workspaceId, visitorId: randomUUID(), expiresAt };
  key = { type: "integration", workspaceId, keyId: randomUUID(), scopes: ["IDENTIFY"] };
  trustedKey = { ...key, scopes: ["IDENTIFY", "IDENTIFY_VERIFIED"] };
  const [memberId, sessionId] = [randomUUID(), randomUUID()];
  agent = { type: "member", workspaceId, memberId, sessionId, role: "AGENT", expiresAt };
});

const EMAIL = "ada@example.com";
const input = (more: Partial<IdentifyInput> = {}): IdentifyInput => ({
  visitorId: null,
  channel: "FORM",
  claims: { email: EMAIL },
  conversationId: null,
  happenedAt: null,
  proof: null,
  verified: false,
  ...more,
});
const say = (caller: ActingCaller, more: Partial<IdentifyInput> = {}) =>
  identify(deps)(caller, input(more));
const onlyContact = async () =>
  [...(await readTables(db.database.pool, workspaceId)).contacts.values()][0];
const nothingWritten = async () => expect(await readLog(db.database.pool, workspaceId)).toEqual([]);

function proofOf(claims: object, payload: object = {}): Promise<string> {
  return new SignJWT({ claims, ...payload })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(workspaceId)
    .setSubject(visitor.visitorId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode("x"));
}

describe("the channels that a caller may speak for", () => {
  test.each([
    ["visitor", "WHATSAPP"],
    ["visitor", "AGENT"],
    ["visitor", "PLUGIN"],
    ["key", "AGENT"],
    ["agent", "FORM"],
    ["agent", "LOGIN"],
  ] as const)("a %s may not say %s", async (who, channel) => {
    const caller = { visitor, key, agent }[who];
    const answer = await say(caller, { channel, visitorId: visitor.visitorId });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "CHANNEL_NOT_ALLOWED", channel } });
    await nothingWritten();
  });

  test("a visitor speaks for itself alone", async () => {
    const answer = await say(visitor, { visitorId: randomUUID() });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "VISITOR_NOT_FOUND" } });
    await nothingWritten();
  });
});

describe("when it happened", () => {
  const lastYear = new Date("2025-01-01T00:00:00.000Z");
  const happened = async () => (await onlyContact())?.fields.email?.origin.happenedAt;

  test("is believed from a trusted caller", async () => {
    const { visitorId } = visitor;
    done(await say(trustedKey, { visitorId, happenedAt: lastYear, verified: true }));
    expect(await happened()).toBe(lastYear.toISOString());
  });

  test("is receipt for a key that may not vouch, and for a visitor", async () => {
    const before = new Date().toISOString();
    done(await say(key, { visitorId: visitor.visitorId, happenedAt: lastYear }));
    expect(((await happened()) ?? "") >= before).toBe(true);
  });

  test("is never later than receipt", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    done(await say(trustedKey, { visitorId: visitor.visitorId, happenedAt: tomorrow }));
    expect(((await happened()) ?? "~") <= new Date().toISOString()).toBe(true);
  });

  test("is believed from what the business signed", async () => {
    const proof = await proofOf({ email: EMAIL }, { at: lastYear.toISOString() });
    done(await say(visitor, { channel: "LOGIN", proof }));
    expect(await happened()).toBe(lastYear.toISOString());
  });
});

describe("a signed proof", () => {
  test("verifies its values, which need not be claimed beside it, and proves the visitor", async () => {
    const proof = await proofOf({ email: " Ada@Example.com ", phone: "0412 345 678" });
    done(await say(visitor, { channel: "LOGIN", claims: { firstName: "Ada" }, proof }));
    const contact = await onlyContact();
    expect(contact?.fields.email).toMatchObject({ value: EMAIL, verified: true });
    expect(contact?.fields.phone).toMatchObject({ value: "+61412345678", verified: true });
    expect(contact?.fields.firstName?.verified).toBe(false);
    const { visitors } = await readTables(db.database.pool, workspaceId);
    expect(visitors.get(visitor.visitorId)?.proven).toBe(true);
  });

  test("counts once", async () => {
    const proof = await proofOf({ email: EMAIL });
    done(await say(visitor, { proof }));
    expect(await say(visitor, { proof })).toMatchObject({
      ok: false,
      refusal: { code: "PROOF_ALREADY_USED" },
    });
  });

  test("that says something else than the claim is refused by the field's name", async () => {
    const proof = await proofOf({ email: "eve@example.com" });
    expect(await say(visitor, { proof })).toMatchObject({
      refusal: { code: "INVALID_VALUES", problems: [{ field: "email", path: "claims.email" }] },
    });
    await nothingWritten();
  });

  test("with a value that can't be taken names its place in the proof", async () => {
    const proof = await proofOf({ email: "not an email" });
    expect(await say(visitor, { claims: {}, proof })).toMatchObject({
      refusal: { code: "INVALID_VALUES", problems: [{ path: "proof.claims.email" }] },
    });
    await nothingWritten();
  });

  test("with claims that there are not is malformed", async () => {
    const proof = await proofOf({ shoeSize: "42" });
    expect(await say(visitor, { proof })).toMatchObject({
      refusal: { code: "PROOF_REFUSED", reason: "MALFORMED" },
    });
  });
});

describe("trust", () => {
  test("a key without the scope may not vouch, and nothing is written", async () => {
    const answer = await say(key, { visitorId: visitor.visitorId, verified: true });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "VOUCHING_NOT_ALLOWED" } });
    await nothingWritten();
  });

  test("a member always vouches, for a visitor that has interacted", async () => {
    const { visitorId } = visitor;
    expect(await say(agent, { channel: "AGENT", visitorId })).toMatchObject({
      refusal: { code: "VISITOR_NOT_FOUND" },
    });
    done(await say(visitor, { claims: { firstName: "Ada" } }));
    done(await say(agent, { channel: "AGENT", visitorId }));
    expect((await onlyContact())?.fields.email?.verified).toBe(true);
    const { visitors } = await readTables(db.database.pool, workspaceId);
    expect(visitors.get(visitorId)?.proven).toBe(false);
  });

  test("a WhatsApp number proves itself; the email typed there does not", async () => {
    const claims = { phone: "+61412345678", email: EMAIL };
    done(await say(key, { channel: "WHATSAPP", visitorId: visitor.visitorId, claims }));
    const contact = await onlyContact();
    expect(contact?.fields.phone?.verified).toBe(true);
    expect(contact?.fields.email?.verified).toBe(false);
  });
});

describe("values that can't be taken (V1)", () => {
  test("are refused by their places, all at once, and nothing is written", async () => {
    const claims = { email: "nonsense", phone: "12", contactAddress: { country: "XX" } };
    const answer = await say(visitor, { claims });
    expect(answer).toMatchObject({
      refusal: {
        code: "INVALID_VALUES",
        problems: [
          { path: "claims.email" },
          { path: "claims.phone" },
          { path: "claims.contactAddress.country" },
        ],
      },
    });
    await nothingWritten();
  });

  test("are dropped from what an AI agent captured, field by field", async () => {
    const claims = { email: EMAIL, phone: "12" };
    done(await say(key, { channel: "AI_AGENT", visitorId: visitor.visitorId, claims }));
    const contact = await onlyContact();
    expect(contact?.fields.email?.value).toBe(EMAIL);
    expect(contact?.fields.phone).toBeUndefined();
  });
});

test("a preview says what would be done, and does nothing", async () => {
  done(await say(visitor, { claims: { firstName: "Ada" } }));
  const before = await readLog(db.database.pool, workspaceId);
  const asked = input({ channel: "AGENT", visitorId: visitor.visitorId });
  const preview = done(await previewIdentify(deps)(agent, asked));
  expect(preview.isNewContact).toBe(true);
  expect(preview.events.map(({ kind }) => kind)).toContain("VisitorIdentified");
  expect(await readLog(db.database.pool, workspaceId)).toEqual(before);
});
