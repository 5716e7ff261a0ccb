import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import pg from "pg";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { encodeId } from "../../src/auth/global-id.ts";
import { newCommandId } from "../../src/auth/new-id.ts";
import { openDatabase } from "../../src/database/open.ts";
import { createLog } from "../../src/log.ts";
import type { Contender, FormSubmission } from "./load.ts";

interface Opened {
  readonly contender: Contender;
  close(): Promise<void>;
}

const POOL_SIZE = 8;

const IDENTIFY = `mutation Identify($input: IdentifyInput!) {
  identify(input: $input) { __typename ... on IdentifyPayload { visitorId } }
}`;

/** The whole way: HTTP, authorisation, validation, rules, save. As an integration key, one connection a caller. */
export function overHttp(url: string, key: string): Opened {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (body: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        authorization: `Bearer ${key}`,
      };
      const sent = request(`${url}/graphql`, { method: "POST", agent, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve(text));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  return {
    contender: {
      name: "HTTP",
      async identify({ visitorId, email, firstName, lastName }) {
        const claims = { email, firstName, lastName };
        const input = {
          visitorId: encodeId("AnonymousVisitor", visitorId),
          channel: "FORM",
          claims,
        };
        const answer = await post(JSON.stringify({ query: IDENTIFY, variables: { input } }));
        if (!answer.includes('"IdentifyPayload"')) throw new Error(answer);
      },
    },
    close: async () => agent.destroy(),
  };
}

/** Inside the process: the same writer, without HTTP, authorisation and validation. */
export async function inProcess(url: string, workspaceId: string): Promise<Opened> {
  const log = createLog({ logLevel: "error" });
  const database = await openDatabase({ url, poolSize: POOL_SIZE, log });
  const { pool } = database;
  const writer = createIdentityWriter({ pool, log, onCommitted: () => undefined });
  return {
    contender: {
      name: "writer",
      async identify(submission) {
        const answer = await writer.execute(commandOf(workspaceId, submission));
        if (answer.outcome === "refused") throw new Error(answer.refusal.code);
      },
    },
    close: () => database.close(),
  };
}

function commandOf(workspaceId: string, { visitorId, email, firstName, lastName }: FormSubmission) {
  const at = new Date().toISOString();
  const unverified = (value: string) => ({ value, verified: false });
  return {
    type: "Identify",
    workspaceId,
    id: newCommandId(),
    at,
    actor: { type: "visitor", id: visitorId },
    visitorId,
    channel: "FORM",
    claims: {
      email: unverified(email),
      firstName: unverified(firstName),
      lastName: unverified(lastName),
    },
    conversationId: null,
    happenedAt: at,
    withInboundMessage: false,
    provenByVisitor: false,
    proofId: null,
    proofExpiresAt: null,
    sender: null,
    successorVisitorId: randomUUID(),
  } as const;
}

/** The same rows and events written by one PL/pgSQL function, called through `pg`. */
export async function asFunction(url: string, workspaceId: string): Promise<Opened> {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  const text = "select bench_identify($1, $2, $3, $4, $5, $6, $7)";
  return {
    contender: {
      name: "function",
      async identify({ visitorId, email, firstName, lastName }) {
        const values = [
          workspaceId,
          visitorId,
          newCommandId(),
          email,
          firstName,
          lastName,
          new Date(),
        ];
        await pool.query({ name: "bench-identify", text, values });
      },
    },
    close: () => pool.end(),
  };
}
