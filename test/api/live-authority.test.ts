import { createClient } from "graphql-sse";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signMemberToken } from "../../src/auth/tokens.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import {
  EVENTS,
  type LiveServer,
  type StreamedData,
  startLiveServer,
} from "../support/live-server.ts";
import { openRawSocket } from "../support/raw-socket.ts";

const SIGN_IN = /* GraphQL */ `
  mutation ($input: SignInMemberInput!) {
    signInMember(input: $input) { ... on MemberSessionPayload { accessToken } }
  }
`;
const CREATE_KEY = /* GraphQL */ `
  mutation ($input: CreateIntegrationKeyInput!) {
    createIntegrationKey(input: $input) {
      ... on CreateIntegrationKeyPayload { key integrationKey { id } }
    }
  }
`;

let server: LiveServer;
let admin: string;

beforeAll(async () => {
  server = await startLiveServer();
  admin = await signIn(server.admin);
});
afterAll(() => server.stop());

async function signIn(credentials: { email: string; password: string }): Promise<string> {
  const { email, password } = credentials;
  const input = { workspaceId: server.workspaceId, email, password };
  const data = await server.request<{ signInMember: { accessToken: string } }>(SIGN_IN, { input });
  return data.signInMember.accessToken;
}

/** Each way for a token to lose its power while a subscription of its holder is open. */
const ends: Record<
  string,
  () => Promise<{ token: string; end(): Promise<unknown>; code: number; reason: RegExp }>
> = {
  "a key that is revoked": async () => {
    const input = { name: "Feed", scopes: ["READ_EVENTS"] };
    const made = await server.request<{
      createIntegrationKey: { key: string; integrationKey: { id: string } };
    }>(CREATE_KEY, { input }, admin);
    const { key, integrationKey } = made.createIntegrationKey;
    return {
      token: key,
      end: () =>
        server.request(
          `mutation ($input: RevokeIntegrationKeyInput!) { revokeIntegrationKey(input: $input) { __typename } }`,
          { input: { integrationKeyId: integrationKey.id } },
          admin,
        ),
      code: 4401,
      reason: /revoked/,
    };
  },
  "a member that signs out": async () => {
    const token = await signIn(server.admin);
    return {
      token,
      end: () => server.request(`mutation { signOutMember(input: {}) { __typename } }`, {}, token),
      code: 4401,
      reason: /revoked/,
    };
  },
  "a token that expires": async () => {
    const { database } = server.database;
    const secrets = await createWorkspaceSecretStore({ database }).find(server.uuid);
    if (!secrets) throw new Error("no workspace");
    const { sub = "", sid } = decodeJwt(await signIn(server.admin));
    // As the server signs it, but for seconds instead of minutes.
    const { token } = await signMemberToken({
      workspace: { id: server.uuid, ...secrets },
      memberId: sub,
      sessionId: sid as string,
      now: new Date(),
      minutes: 3 / 60,
    });
    return { token, end: async () => {}, code: 4403, reason: /expired/ };
  },
  "a session that another process ended": async () => {
    const token = await signIn(server.admin);
    return {
      token,
      end: () =>
        server.database.database.pool.query("update member_session set revoked_at = now()"),
      code: 4401,
      reason: /revoked/,
    };
  },
};

describe.each(Object.entries(ends))("%s", (_, begin) => {
  it("ends its subscriptions over a socket, with a code and a reason", async () => {
    const { token, end, code, reason } = await begin();
    const socket = await openRawSocket(server.wsUrl, { token });
    await socket.next();
    socket.subscribe("live", EVENTS, { after: await server.head() });
    await server.append(1);
    await socket.nextOf("live");
    await end();
    const closed = await socket.closed;
    expect(closed.code).toBe(code);
    expect(closed.reason).toMatch(reason);
    admin = await signIn(server.admin);
  });

  it("ends its streams over SSE, with an error that says so", async () => {
    const { token, end, reason } = await begin();
    const client = createClient({
      url: `${server.url}/graphql`,
      headers: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    const events = client.iterate<StreamedData>({
      query: EVENTS,
      variables: { after: await server.head() },
    });
    await server.append(1);
    expect((await events.next()).value?.data?.identityEvents.__typename).toBe("PushOptedIn");
    const last = events.next();
    await end();
    expect((await last).value?.errors?.[0]?.message).toMatch(reason);
    expect(await events.next()).toMatchObject({ done: true });
    client.dispose();
    admin = await signIn(server.admin);
  });
});
