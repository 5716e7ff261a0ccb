import { encodeId } from "../../src/auth/global-id.ts";
import type { Config } from "../../src/config.ts";
import { newWorkspace, type WorkspaceCredentials } from "../../src/new-workspace.ts";
import { peopleProcess } from "./people.ts";
import { createTestDatabase } from "./postgres.ts";
import { startApp } from "./server.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what an operation answers differs from test to test.
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/** A caller of the API: everything goes over real HTTP. */
export interface Client {
  readonly token: string | null;
  /** The whole answer, errors and all. */
  send(query: string, variables?: object): Promise<Answer>;
  /** The data; an error fails the test. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  query(query: string, variables?: object): Promise<any>;
  /** The result of one mutation, refusals included. `fields` are those of the payload's inline fragments. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  mutate(name: string, input: object, fields?: string): Promise<any>;
}

export type Visitor = Client & { readonly visitorId: string };

export interface TestWorkspace extends WorkspaceCredentials {
  admin: WorkspaceCredentials["admin"];
  asAdmin: Client;
  asAgent: Client;
  asKey: Client;
  /** Signs a new visitor in. */
  visitor(): Promise<Visitor>;
  /** A key with these scopes alone. */
  keyWith(scopes: readonly string[]): Promise<Client>;
}

/** A server on a database of its own, with two workspaces that know nothing of each other. */
export async function startApi(settings: Omit<Partial<Config>, "databaseUrl"> = {}) {
  const db = await createTestDatabase();
  const server = await startApp({ databaseUrl: db.url, pollMillis: 50, ...settings });
  if (server.first === null) throw new Error("a first start makes a workspace");
  const other = await newWorkspace(peopleProcess(db.database, systemClock), {
    name: "Elsewhere",
    country: "AU",
    adminEmail: "admin@elsewhere.example",
    agentEmail: "agent@elsewhere.example",
  });
  const client = (token: string | null): Client => createClient(server.url, token);
  const here = await enter(client, server.first.credentials);
  return {
    url: server.url,
    wsUrl: server.wsUrl,
    database: db.database,
    databaseUrl: db.url,
    client,
    here,
    elsewhere: await enter(client, other),
    async stop() {
      await server.stop();
      await db.drop();
    },
  };
}

const systemClock = { now: () => new Date(), pass: () => {} };

async function enter(
  client: (token: string | null) => Client,
  credentials: WorkspaceCredentials,
): Promise<TestWorkspace> {
  const { workspaceId } = credentials;
  const member = async ({ email, password }: { email: string; password: string }) => {
    const input = { workspaceId, email, password };
    const session = "... on MemberSessionPayload { accessToken }";
    return client((await client(null).mutate("signInMember", input, session)).accessToken);
  };
  const asAdmin = await member(credentials.admin);
  return {
    ...credentials,
    asAdmin,
    asAgent: await member(credentials.agent),
    asKey: client(credentials.integrationKey),
    async visitor() {
      const fields = "... on SignInAnonymouslyPayload { visitorId token }";
      const { visitorId, token } = await client(null).mutate(
        "signInAnonymously",
        { workspaceId },
        fields,
      );
      return { ...client(token), visitorId };
    },
    async keyWith(scopes) {
      const fields = "... on CreateIntegrationKeyPayload { key }";
      const made = await asAdmin.mutate("createIntegrationKey", { name: "Test", scopes }, fields);
      return client(made.key);
    },
  };
}

export function createClient(url: string, token: string | null): Client {
  const send = async (query: string, variables: object = {}): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, "status">) };
  };
  const query = async (text: string, variables: object = {}) => {
    const { data, errors } = await send(text, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    token,
    send,
    query,
    async mutate(name, input, fields = "") {
      const data = await query(mutation(name, fields), { input });
      return data[name];
    },
  };
}

export function mutation(name: string, fields = ""): string {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${type}) { ${name}(input: $input) { __typename ${fields}
    ... on Refusal { code message } ... on InvalidInput { problems { path problem } } } }`;
}

/** An id of the right form that nothing has. */
export const unknownId = (type: Parameters<typeof encodeId>[0]) =>
  encodeId(type, "01890000-0000-7000-8000-000000000000");
