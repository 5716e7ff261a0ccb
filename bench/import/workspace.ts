import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Known, known, knownAs, type Someone, TAGS } from "./file.ts";

/** Where people are imported to, and by whom. */
export interface Place {
  readonly workspaceId: string;
  readonly memberId: string;
}

/** A workspace with somebody who imports. */
export async function createPlace(pool: pg.Pool): Promise<Place> {
  const [workspaceId, listId, memberId] = [randomUUID(), randomUUID(), randomUUID()];
  await pool.query(
    `with w as (
       insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
       values ($1, 'Bench', 'AU', $2, 'x', 'x', now()) returning id
     ), h as (insert into workspace_head (workspace_id) select id from w),
     m as (insert into member (workspace_id, id, role, name, email, password_hash, created_at)
       select id, $3, 'ADMIN', 'Ada', 'ada@shop.example', 'x', now() from w)
     insert into contact_list (workspace_id, id, name, name_key, created_at) select id, $2, 'Default', 'default', now() from w`,
    [workspaceId, listId, memberId],
  );
  return { workspaceId, memberId };
}

const BATCH = 10_000;
const CREATED_AT = "2026-01-01T00:00:00.000Z";
/** Everything that an import, or what came after it, has written. */
const EMPTIED = `contact, visitor, identifier, conflict, suspected_duplicate, contact_tag, contact_list_member, tag,
  contact_merge, identity_event, import, import_row, import_outcome, import_file_part, contact_search_term, contact_search_word, duplicate_check, duplicate_key`;

/** The workspace as it was before the last contender: these tags, and so many contacts, with which rows of the file match. */
export async function reset(pool: pg.Pool, place: Place, contacts: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      "create temp table kept as select * from identifier where member_id is not null",
    );
    await client.query(`truncate ${EMPTIED} cascade`);
    await client.query("insert into identifier select * from kept");
    await client.query("drop table kept");
    await client.query(
      `update workspace_head set identified = $2, archived = 0, anonymous_push = 0, anonymous_conversations = 0
       where workspace_id = $1`,
      [place.workspaceId, contacts],
    );
    for (const name of TAGS)
      await client.query(
        "insert into tag (workspace_id, id, name, name_key, created_at) values ($1, $2, $3, $3, $4)",
        [place.workspaceId, randomUUID(), name, CREATED_AT],
      );
    for (let done = 0; done < contacts; done += BATCH) {
      const size = Math.min(BATCH, contacts - done);
      const rows = Array.from({ length: size }, (_one, n) => rowOf(done + n, place));
      await client.query(INSERT, [place.workspaceId, JSON.stringify(rows)]);
    }
    // The finder of duplicates has nothing to look at when a contender begins.
    await client.query("truncate duplicate_check");
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  } finally {
    client.release();
  }
}

function rowOf(n: number, { memberId }: Place) {
  const kind = knownAs(n);
  const one = partOf(kind, known(n));
  const fields: (keyof Someone)[] = ["email", "phone", "firstName", "lastName", "businessName"];
  const stated = fields.filter((field) => one[field] !== undefined) as string[];
  const { line1, postalCode, city, country } = one;
  const address = line1 === undefined ? null : { line1, postalCode, city, country };
  if (address) stated.push("contactAddress");
  return {
    id: randomUUID(),
    ...one,
    address,
    states: Object.fromEntries(stated.map((field) => [field, STATE])),
    createdBy: { type: "member", id: memberId },
  };
}

function partOf(kind: Known, one: Someone): Partial<Someone> {
  const { firstName, lastName, email, phone } = one;
  if (kind === "EMAIL_AND_NAMES") return { firstName, lastName, email };
  if (kind === "PHONE_AND_NAMES") return { firstName, lastName, phone };
  return kind === "ALL" ? one : { ...one, lastName: `${lastName}-Before` };
}

const STATE = {
  verified: true,
  version: 1,
  origin: { channel: null, visitorId: null, conversationId: null, happenedAt: CREATED_AT },
};

const INSERT = `with r as materialized (
    select * from jsonb_to_recordset($2::jsonb) r("id" uuid, "email" text, "phone" text, "firstName" text, "lastName" text,
      "businessName" text, "address" jsonb, "states" jsonb, "createdBy" jsonb, "tags" text[])
  ), made as (
    insert into contact (workspace_id, id, status, email, phone, first_name, last_name, business_name, contact_address,
      field_states, created_by, created_at, search_terms)
    select $1::uuid, id, 'active', email, phone, "firstName", "lastName", "businessName", address, states, "createdBy",
      '${CREATED_AT}', array_remove(bench_terms("firstName", "lastName", "businessName", email, phone), null) from r
  ), emails as (
    insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
    select $1::uuid, 'email', email, id, true, true from r where email is not null
  ), phones as (
    insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
    select $1::uuid, 'phone', phone, id, true, true from r where phone is not null
  )
  insert into contact_tag (workspace_id, tag_id, contact_id, tagged_at)
  select $1::uuid, t.id, r.id, '${CREATED_AT}' from r, unnest(r.tags) n(name)
    join tag t on t.workspace_id = $1::uuid and t.name_key = n.name`;
