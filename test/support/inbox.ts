import { randomUUID } from "node:crypto";
import type pg from "pg";
import { messageWords } from "../../src/conversation/message-words.ts";
import type { HandoverState } from "../../src/conversation/model.ts";
import type { MessageChannel } from "../../src/identity/model.ts";
import { searchTerms } from "../../src/identity/search/terms.ts";
import { addMember, createIdentityWorkspace } from "./identity-workspace.ts";

/** Somebody with one device; `contact` null: it is anonymous. */
export interface Person {
  readonly contact: { readonly name: string; readonly archived: boolean } | null;
  readonly openConflicts: number;
}
export interface Talk {
  readonly person: number;
  readonly channel: MessageChannel;
  readonly state: HandoverState;
  /** The place of a member; null: nobody's. */
  readonly assignee: number | null;
  readonly unread: number;
  /** Minutes since the beginning. */
  readonly at: number;
  readonly texts: readonly string[];
}
export interface Desk {
  readonly people: readonly Person[];
  readonly talks: readonly Talk[];
  /** By whether each was removed. */
  readonly members: readonly boolean[];
}
export interface StoredTalk extends Talk {
  readonly id: string;
}

const BEGINNING = Date.parse("2026-05-01T08:00:00.000Z");

/** A workspace with these conversations, by SQL alone. */
export async function storeDesk(pool: pg.Pool, desk: Desk) {
  const { workspaceId } = await createIdentityWorkspace(pool);
  const memberIds: string[] = [];
  for (const removed of desk.members) {
    const id = await addMember(pool, workspaceId);
    memberIds.push(id);
    if (removed)
      await pool.query("update member set removed_at = now() where workspace_id = $1 and id = $2", [
        workspaceId,
        id,
      ]);
  }
  const people = desk.people.map((person) => ({
    ...person,
    visitorId: randomUUID(),
    contactId: person.contact && randomUUID(),
  }));
  await storePeople(pool, workspaceId, people);
  const talks = desk.talks.map((talk): StoredTalk => ({ ...talk, id: randomUUID() }));
  await storeTalks(pool, workspaceId, talks, { people, memberIds });
  return { workspaceId, memberIds, people, talks };
}
export type StoredDesk = Awaited<ReturnType<typeof storeDesk>>;
type StoredPerson = Person & { visitorId: string; contactId: string | null };

async function storePeople(
  pool: pg.Pool,
  workspaceId: string,
  people: readonly StoredPerson[],
): Promise<void> {
  const known = people.flatMap(({ contact, contactId, openConflicts }) =>
    contact && contactId ? [{ ...contact, contactId, openConflicts }] : [],
  );
  await pool.query(
    `insert into contact (workspace_id, id, status, full_name, search_terms, field_states, created_by, created_at)
     select $1, r.id, r.status, r.name, string_to_array(r.terms, '|'), '{}', '{"type":"system"}', now()
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) r(id, status, name, terms)`,
    [
      workspaceId,
      known.map(({ contactId }) => contactId),
      known.map(({ archived }) => (archived ? "archived" : "active")),
      known.map(({ name }) => name),
      known.map(({ name }) => termsOf(name).join("|")),
    ],
  );
  await pool.query(
    `insert into visitor (workspace_id, id, number, kind, contact_id, created_at)
     select $1, r.id, r.n, 'CONVERSATIONS', r.contact_id, now()
     from unnest($2::uuid[], $3::uuid[]) with ordinality r(id, contact_id, n)`,
    [
      workspaceId,
      people.map(({ visitorId }) => visitorId),
      people.map(({ contactId }) => contactId),
    ],
  );
  for (const { contactId, openConflicts } of known)
    for (let n = 0; n < openConflicts; n++) await openConflict(pool, workspaceId, contactId, n);
}

export async function openConflict(
  pool: pg.Pool,
  workspaceId: string,
  contactId: string,
  n: number,
): Promise<void> {
  const fields = ["firstName", "lastName", "gender"];
  await pool.query(
    `insert into conflict (workspace_id, id, contact_id, field, secondary, verified, happened_at, opened_at, status)
     values ($1, $2, $3, $4, '"x"', false, now(), now(), 'open')`,
    [workspaceId, randomUUID(), contactId, fields[n]],
  );
}

async function storeTalks(
  pool: pg.Pool,
  workspaceId: string,
  talks: readonly StoredTalk[],
  names: { people: readonly StoredPerson[]; memberIds: readonly string[] },
): Promise<void> {
  await pool.query(
    `insert into conversation (workspace_id, id, visitor_id, channel, state, assignee_id, unread_count, opened_at, last_message_at)
     select $1, r.id, r.visitor_id, r.channel, r.state, r.assignee_id, r.unread, r.at, r.at
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::int[], $8::timestamptz[])
       r(id, visitor_id, channel, state, assignee_id, unread, at)`,
    [
      workspaceId,
      talks.map(({ id }) => id),
      talks.map(({ person }) => names.people[person]?.visitorId),
      talks.map(({ channel }) => channel),
      talks.map(({ state }) => state),
      talks.map(({ assignee }) => (assignee === null ? null : names.memberIds[assignee])),
      talks.map(({ unread }) => unread),
      talks.map(({ at }) => timeOf(at)),
    ],
  );
  const words = talks.flatMap(({ id, texts }) =>
    [...new Set(texts.flatMap(messageWords))].map((word) => ({ id, word })),
  );
  await pool.query(
    `insert into conversation_word (workspace_id, conversation_id, word)
     select $1, r.id, r.word from unnest($2::uuid[], $3::text[]) r(id, word)`,
    [workspaceId, words.map(({ id }) => id), words.map(({ word }) => word)],
  );
}

export const timeOf = (minutes: number) => new Date(BEGINNING + minutes * 60_000);

const STATE = {
  verified: false,
  version: 1,
  origin: { channel: null, visitorId: null, conversationId: null, happenedAt: "2026-01-01" },
};
const termsOf = (name: string) =>
  searchTerms({ fields: { fullName: { ...STATE, value: name } }, identifiers: [] });
