import { randomUUID } from "node:crypto";
import type pg from "pg";
import { newCommandId } from "../../src/auth/new-id.ts";
import { applyLogEvent } from "../../src/conversation/draft.ts";
import { readEvents } from "../../src/database/event-log.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import { loadUnlocked } from "../../src/database/identity-transaction.ts";
import { type BatchState, createBatchState } from "../../src/database/load-identity.ts";
import { addGrouping } from "../../src/identity/apply-groupings.ts";
import type { CommandHead, GivenClaims, Identify } from "../../src/identity/commands.ts";
import type { FieldName, FieldValue } from "../../src/identity/model.ts";
import { createWorkingState, type WorkingState } from "../../src/identity/working-state.ts";
import { counted, maintained } from "./counting.ts";

export interface IdentityWorkspace {
  readonly workspaceId: string;
  readonly defaultListId: string;
}

/** A workspace with its default list, made by SQL alone. */
export async function createIdentityWorkspace(pool: pg.Pool): Promise<IdentityWorkspace> {
  const [workspaceId, defaultListId] = [randomUUID(), randomUUID()];
  await pool.query(
    `with w as (
       insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
       values ($1, 'Test', 'AU', $2, 'x', 'x', now()) returning id
     ), h as (insert into workspace_head (workspace_id) select id from w)
     insert into contact_list (workspace_id, id, name, name_key, created_at) select id, $2, 'Default', 'default', now() from w`,
    [workspaceId, defaultListId],
  );
  return { workspaceId, defaultListId };
}

/** What a new workspace holds, as the rules see it. */
export function startState({ defaultListId }: { readonly defaultListId: string }): WorkingState {
  const state = createWorkingState({ defaultListId });
  addGrouping(state, { kind: "list", id: defaultListId, name: "Default" });
  return state;
}

/** Somebody who works there, by SQL alone. */
export async function addMember(pool: pg.Pool, workspaceId: string): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into member (workspace_id, id, role, name, email, password_hash, created_at)
     values ($1, $2, 'AGENT', 'Mia', $3, 'x', now())`,
    [workspaceId, id, `${id}@shop.example`],
  );
  return id;
}

let clock = Date.parse("2026-03-01T09:30:00.000Z");

/** Each command a second after the last. */
export function head(workspaceId: string): CommandHead {
  clock += 1000;
  return {
    workspaceId,
    id: newCommandId(),
    at: new Date(clock).toISOString(),
    actor: { type: "system" },
  };
}

/** An identify with everything else as it is for a form. */
export function identifyCommand(
  workspaceId: string,
  visitorId: string,
  claims: { readonly [F in FieldName]?: FieldValue },
  more: Partial<Identify> & { verified?: boolean } = {},
): Identify {
  const { verified = false, ...rest } = more;
  const start = head(workspaceId);
  return {
    ...start,
    actor: { type: "visitor", id: visitorId },
    type: "Identify",
    visitorId,
    channel: "FORM",
    claims: Object.fromEntries(
      Object.entries(claims).map(([field, value]) => [field, { value, verified }]),
    ) as GivenClaims,
    conversationId: null,
    happenedAt: start.at,
    withInboundMessage: false,
    provenByVisitor: false,
    proofId: null,
    proofExpiresAt: null,
    sender: null,
    successorVisitorId: randomUUID(),
    ...rest,
  };
}

/** The whole log of a workspace. */
export async function readLog(pool: pg.Pool, workspaceId: string): Promise<LogEvent[]> {
  const slice = await readEvents(pool, {
    workspaceId,
    afterPosition: 0n,
    limit: 100_000,
    filter: { withImports: true },
  });
  return (slice?.events ?? []).map(({ event }) => event);
}

/** What applying the log from its beginning gives. */
export function replay(workspace: IdentityWorkspace, log: readonly LogEvent[]): BatchState {
  const state = createBatchState(startState(workspace));
  for (const event of log) applyLogEvent(state, event);
  return state;
}

/** All of a workspace's tables, read by the statement that loads batches. */
export async function readTables(pool: pg.Pool, workspaceId: string): Promise<BatchState> {
  const ids = async (table: string) => {
    const { rows } = await pool.query<{ id: string }>(
      `select id from ${table} where workspace_id = $1`,
      [workspaceId],
    );
    return rows.map(({ id }) => id);
  };
  return loadUnlocked(pool, {
    workspaceId,
    visitorIds: await ids("visitor"),
    contactIds: await ids("contact"),
    conflictIds: await ids("conflict"),
    identifiers: [],
    senders: [],
    visitorsOfContacts: [],
    successors: false,
    importedConflicts: true,
    conversationIds: await ids("conversation"),
    visitorsOfConversations: [],
    readThrough: [],
    settings: false,
    latestOnChannels: [],
    externalMessages: [],
    proofIds: [],
    groupingIds: [...(await ids("contact_list")), ...(await ids("tag"))],
    groupingNames: [],
    memberIds: [],
    suspicionIds: [],
    wholeContactIds: [],
    wholeOwnersOf: [],
    mergeIds: await ids("contact_merge"),
  });
}

/** A state as data that can be compared: sorted where order means nothing, and without what a batch merely looked up. */
export function comparable(state: WorkingState & Partial<Pick<BatchState, "conversationRecords">>) {
  // The rules let people name what was deleted.
  const existing = (ids: readonly string[]) => ids.filter((id) => state.groupings.has(id)).sort();
  const contacts = [...state.contacts.values()].map((contact) => ({
    ...contact,
    identifiers: [...contact.identifiers].sort((a, b) =>
      `${a.kind}${a.value}`.localeCompare(`${b.kind}${b.value}`),
    ),
    listIds: existing(contact.listIds),
    tagIds: existing(contact.tagIds),
  }));
  const visitors = [...state.visitors.values()].map((visitor) => ({
    ...visitor,
    listIds: existing(visitor.listIds),
  }));
  const sorted = <T>(map: ReadonlyMap<string, T>) =>
    [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    lastVisitorNumber: state.lastVisitorNumber,
    visitors: sorted(new Map(visitors.map((visitor) => [visitor.id, visitor]))),
    contacts: sorted(new Map(contacts.map((contact) => [contact.id, contact]))),
    conflicts: sorted(state.conflicts),
    suspicions: sorted(state.suspicions),
    owners: sorted(state.owners),
    successors: sorted(state.successors),
    senders: sorted(state.senders),
    merges: sorted(state.merges),
    conversations: sorted(state.conversationRecords ?? new Map()),
    groupings: sorted(state.groupings),
  };
}

/** The maintained counts, and the same by counting. */
export async function readCounts(pool: pg.Pool, workspaceId: string) {
  const [[kept], [byCounting]] = await Promise.all([
    maintained(pool, workspaceId),
    counted(pool, workspaceId),
  ]);
  const { workspace_id: _kept, ...maintainedCounts } = kept;
  const { workspace_id: _counted, ...countedCounts } = byCounting;
  return { kept: maintainedCounts, counted: countedCounts };
}
