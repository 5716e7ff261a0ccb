import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeId } from "../../src/auth/global-id.ts";
import type { MemberCredentials, WorkspaceCredentials } from "../../src/new-workspace.ts";
import { done, PASSWORD, peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { startApp } from "../support/server.ts";

let db: TestDatabase;
let server: Awaited<ReturnType<typeof startApp>>;
let shop: WorkspaceCredentials;
let admin: string;
let agent: string;

beforeAll(async () => {
  db = await createTestDatabase();
  server = await startApp({ databaseUrl: db.url });
  if (server.first === null) throw new Error("a first start makes a workspace");
  shop = server.first.credentials;
  [admin, agent] = await Promise.all([accessToken(shop.admin), accessToken(shop.agent)]);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what an operation answers differs from test to test.
  data: any;
  errors?: { message: string; extensions?: { code?: string } }[];
}

async function send(query: string, input: unknown = {}, token?: string): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, "status">) };
}

/** Calls a mutation and answers its result, with `__typename`. */
async function mutate(name: string, fields: string, input: unknown, token?: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  const refusals =
    "... on Refusal { code message } ... on InvalidInput { problems { path problem } }";
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename ${fields} ${refusals} } }`;
  const { data, errors } = await send(query, input, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}

const SESSION = `... on MemberSessionPayload {
  accessToken accessTokenExpiresAt renewalToken renewalTokenExpiresAt member { id name role } }`;
const signIn = ({ email, password }: { email: string; password: string }) =>
  mutate("signInMember", SESSION, { workspaceId: shop.workspaceId, email, password });
const accessToken = async (member: MemberCredentials): Promise<string> =>
  (await signIn(member)).accessToken;

const VIEWER = `{ viewer { __typename
  ... on MemberViewer { member { id role } workspace { id proofSecret } }
  ... on IntegrationViewer { integrationKey { name scopes } workspace { id proofSecret } }
  ... on VisitorViewer { visitorId chatForm { field required }
    conversations { nodes { id } } contact { email } } } }`;
const viewer = async (token?: string) => (await send(VIEWER, {}, token)).data.viewer;

const MEMBER = (payload: string) =>
  `... on ${payload} { member { id name email phone role removedAt } }`;
const TAKEN =
  "... on IdentifierTaken { field holder { __typename ... on Member { id } ... on Contact { id } } }";
const createMember = (input: object, token = admin) =>
  mutate("createMember", MEMBER("CreateMemberPayload") + TAKEN, { role: "AGENT", ...input }, token);
const newMember = async () => {
  const email = `m${randomUUID()}@shop.example`;
  const { member } = await createMember({ name: "Mo", email, password: PASSWORD });
  return { ...member, password: PASSWORD } as { id: string; email: string; password: string };
};

describe("a member", () => {
  it("signs in, is told who it is, renews and signs out", async () => {
    const session = await signIn(shop.agent);
    expect(session).toMatchObject({
      __typename: "MemberSessionPayload",
      member: { id: shop.agent.memberId, role: "AGENT" },
    });
    const minutes = (Date.parse(session.accessTokenExpiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
    expect(await viewer(session.accessToken)).toEqual({
      __typename: "MemberViewer",
      member: { id: shop.agent.memberId, role: "AGENT" },
      workspace: { id: shop.workspaceId, proofSecret: null },
    });

    const { renewalToken } = session;
    const renewed = await mutate("renewMemberSession", SESSION, { renewalToken });
    expect(await viewer(renewed.accessToken)).toMatchObject({ __typename: "MemberViewer" });
    const fields = "... on SignOutMemberPayload { member { id } }";
    expect(await mutate("signOutMember", fields, {}, renewed.accessToken)).toMatchObject({
      member: { id: shop.agent.memberId },
    });
    const after = await send(VIEWER, {}, renewed.accessToken);
    expect(after).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(
      await mutate("renewMemberSession", SESSION, { renewalToken: renewed.renewalToken }),
    ).toMatchObject({ __typename: "SessionEnded", code: "SESSION_ENDED" });
  });

  it("is refused in the same words, whatever does not fit", async () => {
    const { email, password } = shop.agent;
    const fields = "... on SignInRefused { problem retryAfterSeconds }";
    const answers = await Promise.all(
      [
        { email, password: "wrong wrong" },
        { email: "nobody@shop.example", password },
        { email, password, workspaceId: encodeId("Workspace", randomUUID()) },
        { email, password, workspaceId: "rubbish" },
        { email, password, workspaceId: encodeId("Contact", randomUUID()) },
      ].map((input) => mutate("signInMember", fields, { workspaceId: shop.workspaceId, ...input })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      __typename: "SignInRefused",
      problem: "WRONG_CREDENTIALS",
      retryAfterSeconds: null,
    });
    expect(await mutate("signInMember", fields, { email, password })).toMatchObject({
      __typename: "MemberSessionPayload",
    });
  });

  it("is made, changed field by field, and removed by an admin", async () => {
    const email = "Lu@Shop.example";
    const made = await createMember({
      name: " Lu  Lee ",
      email,
      phone: "+491701234567",
      password: PASSWORD,
    });
    const { id } = made.member;
    expect(made.member).toMatchObject({
      name: "Lu Lee",
      email: "lu@shop.example",
      phone: "+491701234567",
    });
    const update = (input: object) =>
      mutate("updateMember", MEMBER("UpdateMemberPayload"), { memberId: id, ...input }, admin);
    expect((await update({ role: "ADMIN" })).member).toMatchObject({
      name: "Lu Lee",
      role: "ADMIN",
    });
    expect((await update({ name: null, phone: null })).member).toMatchObject({
      name: "Lu Lee",
      phone: null,
    });

    const session = await signIn({ email, password: PASSWORD });
    const remove = () =>
      mutate("removeMember", MEMBER("RemoveMemberPayload"), { memberId: id }, admin);
    const removed = (await remove()).member;
    expect(removed).toMatchObject({ id, name: "Lu Lee", removedAt: expect.any(String) });
    expect((await remove()).member).toEqual(removed);
    expect((await send(VIEWER, {}, session.accessToken)).status).toBe(401);
    expect(await update({ name: "Lu" })).toMatchObject({ code: "MEMBER_NOT_FOUND" });
    const { data } = await send("{ members { id } }", {}, admin);
    expect(data.members.map((member: { id: string }) => member.id)).not.toContain(id);
  });

  it("is refused with every problem named, and an identifier with its holder", async () => {
    const wrong = await createMember({ name: "", email: "x", phone: "1", password: "short" });
    expect(wrong).toMatchObject({
      __typename: "InvalidInput",
      problems: [
        { path: "name", problem: "BLANK" },
        { path: "email", problem: "MALFORMED" },
        { path: "phone", problem: "MALFORMED" },
        { path: "password", problem: "TOO_SHORT" },
      ],
    });
    expect(
      await createMember({ name: "A\u0000", email: "a@b.example", password: PASSWORD }),
    ).toMatchObject({
      problems: [{ path: "name", problem: "ILL_ENCODED" }],
    });
    const taken = { name: "Eve", email: shop.agent.email.toUpperCase(), password: PASSWORD };
    expect(await createMember(taken)).toMatchObject({
      __typename: "IdentifierTaken",
      field: "EMAIL",
      holder: { __typename: "Member", id: shop.agent.memberId },
    });
  });

  it("who is the last admin stays one", async () => {
    const last = { __typename: "LastAdmin", code: "LAST_ADMIN" };
    const memberId = shop.admin.memberId;
    expect(await mutate("removeMember", "", { memberId }, admin)).toMatchObject(last);
    expect(await mutate("updateMember", "", { memberId, role: "AGENT" }, admin)).toMatchObject(
      last,
    );
    expect(await viewer(admin)).toMatchObject({ member: { role: "ADMIN" } });
  });
});

describe("a visitor", () => {
  const fields = "... on SignInAnonymouslyPayload { visitorId token expiresAt }";

  it("signs in without anything, and sees itself", async () => {
    const { workspaceId } = shop;
    const visitor = await mutate("signInAnonymously", fields, { workspaceId });
    expect(await viewer(visitor.token)).toEqual({
      __typename: "VisitorViewer",
      visitorId: visitor.visitorId,
      chatForm: [
        { field: "FIRST_NAME", required: false },
        { field: "EMAIL", required: true },
      ],
      conversations: { nodes: [] },
      contact: null,
    });
  });

  it("finds no workspace by an id that is none, or of something else", async () => {
    for (const workspaceId of [
      "",
      "rubbish",
      encodeId("Workspace", randomUUID()),
      encodeId("Contact", randomUUID()),
    ]) {
      expect(await mutate("signInAnonymously", fields, { workspaceId })).toMatchObject({
        __typename: "WorkspaceNotFound",
        code: "WORKSPACE_NOT_FOUND",
      });
    }
  });
});

describe("an integration key", () => {
  const create = (input: object, token = admin) =>
    mutate(
      "createIntegrationKey",
      "... on CreateIntegrationKeyPayload { key integrationKey { id name scopes revokedAt } }",
      input,
      token,
    );

  it("is shown once, opens what its scopes say, and is revoked for ever", async () => {
    const { key, integrationKey } = await create({ name: "CRM", scopes: ["READ_CONTACTS"] });
    expect(integrationKey).toMatchObject({
      name: "CRM",
      scopes: ["READ_CONTACTS"],
      revokedAt: null,
    });
    expect(await viewer(key)).toEqual({
      __typename: "IntegrationViewer",
      integrationKey: { name: "CRM", scopes: ["READ_CONTACTS"] },
      workspace: { id: shop.workspaceId, proofSecret: null },
    });
    const list = await send(
      "{ integrationKeys { id name scopes createdAt revokedAt } }",
      {},
      admin,
    );
    expect(JSON.stringify(list)).toContain(integrationKey.id);
    expect(JSON.stringify(list)).not.toContain(key.slice(-43));

    const revoke = (token = admin) =>
      mutate(
        "revokeIntegrationKey",
        "... on RevokeIntegrationKeyPayload { integrationKey { id revokedAt } }",
        { integrationKeyId: integrationKey.id },
        token,
      );
    const revoked = await revoke();
    expect(revoked.integrationKey).toEqual({
      id: integrationKey.id,
      revokedAt: expect.any(String),
    });
    expect(await revoke()).toEqual(revoked);
    expect((await send(VIEWER, {}, key)).status).toBe(401);
  });

  it("without a scope is refused", async () => {
    expect(await create({ name: "CRM", scopes: [] })).toMatchObject({
      problems: [{ path: "scopes", problem: "BLANK" }],
    });
  });
});

describe("the workspace", () => {
  const fields = (payload: string) =>
    `... on ${payload} { workspace { name country proofSecret chatForm { field required } } }`;
  const update = (input: object) =>
    mutate("updateWorkspace", fields("UpdateWorkspacePayload"), input, admin);

  it("is changed by field, and its form is what the widget then reads", async () => {
    const { workspace: before } = await update({});
    const chatForm = [{ field: "PHONE", required: true }];
    const { workspace } = await update({ name: "Shop & Co", chatForm });
    expect(workspace).toEqual({ ...before, name: "Shop & Co", chatForm });
    const visitor = done(await otherProcess().people.signInAnonymously(uuidOfShop()));
    const { data } = await send("{ chatForm { field required } }", {}, visitor.token);
    expect(data.chatForm).toEqual(chatForm);
    const repeated = await update({ country: "Nowhere", chatForm: [...chatForm, ...chatForm] });
    expect(repeated).toMatchObject({
      problems: [
        { path: "country", problem: "UNKNOWN_COUNTRY" },
        { path: "chatForm.1.field", problem: "REPEATED" },
      ],
    });
  });

  it("gets a new proof secret, which admins alone can read", async () => {
    const rotate = (input: object) =>
      mutate("rotateProofSecret", fields("RotateProofSecretPayload"), input, admin);
    const before = (await viewer(admin)).workspace.proofSecret;
    expect(before).toMatch(/^onp_/);
    const replaced = (await rotate({ replacing: before })).workspace.proofSecret;
    expect(replaced).not.toBe(before);
    expect((await rotate({ replacing: before })).workspace.proofSecret).toBe(replaced);
    for (const token of [agent, shop.integrationKey]) {
      const { data } = await send("{ workspace { name proofSecret } }", {}, token);
      expect(data.workspace).toEqual({ name: expect.any(String), proofSecret: null });
    }
  });
});

const otherProcess = () =>
  peopleProcess(db.database, { now: () => new Date(), pass: () => undefined });
const uuidOfShop = () => ({
  workspaceId: Buffer.from(shop.workspaceId, "base64url").toString().split(":")[1] as string,
});

describe("what is for admins", () => {
  it("is open to nobody else, and then nothing is written", async () => {
    const member = await newMember();
    const visitor = done(await otherProcess().people.signInAnonymously(uuidOfShop()));
    const operations: [string, object][] = [
      [
        "createMember",
        { role: "ADMIN", name: "Eve", email: "eve@shop.example", password: PASSWORD },
      ],
      ["updateMember", { memberId: member.id, role: "ADMIN" }],
      ["removeMember", { memberId: member.id }],
      ["createIntegrationKey", { name: "Eve", scopes: ["READ_CONTACTS"] }],
      ["revokeIntegrationKey", { integrationKeyId: encodeId("IntegrationKey", randomUUID()) }],
      ["updateWorkspace", { name: "Eve's" }],
      ["rotateProofSecret", {}],
    ];
    const { prisma } = db.database;
    const everything = async () => [
      await prisma.workspace.findMany(),
      await prisma.member.findMany({ orderBy: { id: "asc" } }),
      await prisma.integrationKey.findMany({ orderBy: { id: "asc" } }),
    ];
    const before = await everything();
    for (const [name, input] of operations) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
      for (const [token, code] of [
        [agent, "FORBIDDEN"],
        [shop.integrationKey, "FORBIDDEN"],
        [visitor.token, "FORBIDDEN"],
        [undefined, "UNAUTHENTICATED"],
      ] as const) {
        const { data, errors } = await send(query, input, token);
        expect([name, data, errors?.[0]?.extensions?.code]).toEqual([name, null, code]);
      }
    }
    expect(await everything()).toEqual(before);
    const keys = await send("{ integrationKeys { id } }", {}, agent);
    expect(keys.errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
  });
});

describe("another workspace", () => {
  it("is as one that does not exist", async () => {
    const { people } = otherProcess();
    const { workspaceId } = done(await people.createWorkspace({ name: "Other", country: "DE" }));
    const input = {
      role: "AGENT",
      name: "Bo",
      email: shop.agent.email,
      password: PASSWORD,
    } as const;
    const { memberId } = done(await people.createMember({ workspaceId }, input));
    const { keyId } = done(
      await people.createIntegrationKey(
        { workspaceId, memberId },
        { name: "CRM", scopes: ["READ_CONTACTS"] },
      ),
    );
    const answers = async (member: string, key: string, workspace: string) => [
      await mutate(
        "updateMember",
        "",
        { memberId: encodeId("Member", member), name: "Eve" },
        admin,
      ),
      await mutate("removeMember", "", { memberId: encodeId("Member", member) }, admin),
      await mutate(
        "revokeIntegrationKey",
        "",
        { integrationKeyId: encodeId("IntegrationKey", key) },
        admin,
      ),
      ...(await Promise.all(
        [
          encodeId("Member", member),
          encodeId("IntegrationKey", key),
          encodeId("Workspace", workspace),
        ].map(async (id) => (await send(`{ node(id: "${id}") { id } }`, {}, admin)).data.node),
      )),
    ];
    const missing = await answers(randomUUID(), randomUUID(), randomUUID());
    expect(await answers(memberId, keyId, workspaceId)).toEqual(missing);
    expect(missing).toMatchObject([
      { code: "MEMBER_NOT_FOUND" },
      { code: "MEMBER_NOT_FOUND" },
      { code: "INTEGRATION_KEY_NOT_FOUND" },
      null,
      null,
      null,
    ]);
    const row = await db.database.prisma.member.findFirstOrThrow({ where: { id: memberId } });
    expect(row).toMatchObject({ name: "Bo", removedAt: null });
  });
});
