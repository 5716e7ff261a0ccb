import { randomUUID } from "node:crypto";
import type pg from "pg";

/** Who and what is asked for. */
export interface Filled {
  readonly workspaceId: string;
  /** Of a fifth, and of one in five hundred of the contacts and push visitors. */
  readonly lists: { readonly large: string; readonly small: string };
  /** Of a tenth, and of one in five hundred of the contacts. */
  readonly tags: { readonly large: string; readonly small: string };
}

/**
 * A workspace whose people came one a second, written by the database itself: 85 % of the contacts have an email, 70 % a
 * phone, 5 % are archived; of the visitors half have a contact, a third of the others opted in to push.
 */
export async function fill(pool: pg.Pool, contacts: number, visitors: number): Promise<Filled> {
  const id = () => randomUUID();
  const [workspaceId, defaultList] = [id(), id()];
  const lists = { large: id(), small: id() };
  const tags = { large: id(), small: id() };
  await pool.query(
    `insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
     values ($1, 'Bench', 'AU', $2, 'x', 'x', now())`,
    [workspaceId, defaultList],
  );
  for (const list of [defaultList, lists.large, lists.small])
    await pool.query(
      "insert into contact_list (workspace_id, id, name, name_key, created_at) values ($1, $2, $3, $3, now())",
      [workspaceId, list, list],
    );
  for (const tag of [tags.large, tags.small])
    await pool.query(
      "insert into tag (workspace_id, id, name, name_key, created_at) values ($1, $2, $3, $3, now())",
      [workspaceId, tag, tag],
    );
  await insertPeople(pool, workspaceId, contacts, visitors);
  await insertMemberships(pool, workspaceId, { lists, tags });
  await pool.query(
    `insert into workspace_head (workspace_id, identified, archived, anonymous_push, anonymous_conversations)
     select $1::uuid, (select count(*) from contact where workspace_id = $1 and status = 'active'),
       (select count(*) from contact where workspace_id = $1 and status = 'archived'),
       (select count(*) from visitor where workspace_id = $1 and contact_id is null and push_opted_in),
       (select count(*) from visitor where workspace_id = $1 and contact_id is null and not push_opted_in)`,
    [workspaceId],
  );
  return { workspaceId, lists, tags };
}

async function insertPeople(
  pool: pg.Pool,
  workspaceId: string,
  contacts: number,
  visitors: number,
) {
  await pool.query(
    `insert into contact (workspace_id, id, status, first_name, last_name, email, phone, field_states, created_by, created_at)
     select $1::uuid, md5($1::uuid::text || n)::uuid, case when n % 20 = 7 then 'archived' else 'active' end, 'First' || n % 3000, 'Last' || n,
       case when n % 100 < 85 then 'person' || n || '@bench.example' end,
       case when n * 7 % 100 < 70 then '+614' || lpad(n::text, 8, '0') end,
       '{}', '{"type":"system"}', timestamptz '2024-01-01' + n * interval '1 second'
     from generate_series(1, $2::int) n`,
    [workspaceId, contacts],
  );
  await pool.query(
    `insert into visitor (workspace_id, id, number, kind, push_opted_in, contact_id, created_at)
     select $1::uuid, gen_random_uuid(), n, case when n % 3 = 0 then 'PUSH' else 'CONVERSATIONS' end, n % 3 = 0,
       case when n % 2 = 0 then md5($1::uuid::text || n * ($3::int / $2::int))::uuid end,
       timestamptz '2024-01-01' + n * ($3::int / $2::int) * interval '1 second'
     from generate_series(1, $2::int) n`,
    [workspaceId, visitors, contacts],
  );
}

/** Whom a hash picks, so that membership has nothing to do with the order of the page. */
async function insertMemberships(
  pool: pg.Pool,
  workspaceId: string,
  { lists, tags }: Pick<Filled, "lists" | "tags">,
) {
  const put = (table: string, columns: string, from: string, grouping: string, oneIn: number) =>
    pool.query(
      `insert into ${table} (workspace_id, ${columns}) select $1::uuid, $2::uuid, id, now() from ${from}
       where workspace_id = $1 and mod(abs(hashtext(id::text || $2::uuid::text)::bigint), $3::int) = 0`,
      [workspaceId, grouping, oneIn],
    );
  for (const [list, oneIn] of [
    [lists.large, 5],
    [lists.small, 500],
  ] as const) {
    await put("contact_list_member", "list_id, contact_id, added_at", "contact", list, oneIn);
    await put("visitor_list_member", "list_id, visitor_id, added_at", "visitor", list, oneIn);
  }
  await put("contact_tag", "tag_id, contact_id, tagged_at", "contact", tags.large, 10);
  await put("contact_tag", "tag_id, contact_id, tagged_at", "contact", tags.small, 500);
}
