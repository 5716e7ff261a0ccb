import { randomUUID } from "node:crypto";
import type { IdentityDeps } from "../../src/actions/identity-command.ts";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { type ReceiveMessageInput, receiveMessage } from "../../src/actions/receive-message.ts";
import { sendMessage } from "../../src/actions/send-message.ts";
import type { IntegrationCaller, VisitorCaller } from "../../src/auth/caller.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import type { IdentifierKind } from "../../src/identity/model.ts";
import { createLog } from "../../src/log.ts";
import { addMember, createIdentityWorkspace, readLog, readTables } from "./identity-workspace.ts";
import { done } from "./people.ts";
import type { TestDatabase } from "./postgres.ts";

/** What writes messages in one process. */
export function messagingDeps({ database }: TestDatabase): IdentityDeps {
  const writer = createIdentityWriter({
    pool: database.pool,
    log: createLog({ logLevel: "silent" }),
    onCommitted: () => undefined,
  });
  return {
    writer,
    database,
    secrets: createWorkspaceSecretStore({ database }),
    now: () => new Date(),
  };
}

/** A workspace of its own whose channels deliver. */
export async function startMessaging(deps: IdentityDeps, { database }: TestDatabase) {
  const { pool } = database;
  const workspace = await createIdentityWorkspace(pool);
  const { workspaceId } = workspace;
  const key: IntegrationCaller = {
    type: "integration",
    workspaceId,
    keyId: randomUUID(),
    scopes: ["RECEIVE_MESSAGES", "IDENTIFY"],
  };
  const tried = (input: Partial<ReceiveMessageInput>, by = deps) =>
    receiveMessage(by)(key, {
      channel: "WHATSAPP",
      visitorId: null,
      sender: null,
      senderName: null,
      senderFirstName: null,
      senderLastName: null,
      text: "Hello",
      externalId: null,
      sentAt: null,
      language: null,
      ...input,
    });
  return {
    workspaceId,
    workspace,
    key,
    tried,
    delivered: async (input: Partial<ReceiveMessageInput>, by = deps) =>
      done(await tried(input, by)),
    visitor: (visitorId: string = randomUUID()): VisitorCaller => ({
      type: "visitor",
      workspaceId,
      visitorId,
      expiresAt: new Date(Date.now() + 60_000),
    }),
    sent: async (
      caller: VisitorCaller,
      input: Partial<Parameters<ReturnType<typeof sendMessage>>[1]>,
    ) =>
      done(
        await sendMessage(deps)(caller, {
          text: "Hello",
          channel: "CHAT",
          conversationId: null,
          language: null,
          requestId: null,
          ...input,
        }),
      ),
    tables: () => readTables(pool, workspaceId),
    log: () => readLog(pool, workspaceId),
    kinds: async () => (await readLog(pool, workspaceId)).map(({ kind }) => kind),
    /** In the order in which consoles show them. */
    async texts(conversationId: string): Promise<string[]> {
      const { rows } = await pool.query<{ text: string }>(
        `select text from message where workspace_id = $1 and conversation_id = $2 order by sent_at, id`,
        [workspaceId, conversationId],
      );
      return rows.map(({ text }) => text);
    },
    async count(table: "message" | "conversation" | "visitor"): Promise<number> {
      const { rows } = await pool.query(
        `select count(*)::int as n from ${table} where workspace_id = $1`,
        [workspaceId],
      );
      return rows[0].n;
    },
    /** Somebody who works there and has this identifier. */
    async memberWith(kind: IdentifierKind, value: string): Promise<string> {
      const memberId = await addMember(pool, workspaceId);
      await pool.query(
        `insert into identifier (workspace_id, kind, value, member_id, "primary", verified)
         values ($1, $2, $3, $4, true, true)`,
        [workspaceId, kind, value, memberId],
      );
      return memberId;
    },
  };
}
