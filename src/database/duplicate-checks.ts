import type pg from "pg";
import { blockingKeys, LARGEST_BLOCK } from "../identity/duplicates/blocking.ts";
import { type DuplicateFields, type Profile, profileOf } from "../identity/duplicates/profile.ts";
import { withClient } from "./workspace-lock.ts";

/** A contact that is due to be looked at, and those that it may be. */
export interface DueContact {
  readonly id: string;
  readonly profile: Profile;
  readonly candidates: readonly { readonly id: string; readonly profile: Profile }[];
}

/** Which workspaces have contacts that are due. Skips from one to the next, however many are due in one. */
export async function workspacesDue(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select w.id from workspace w
     where exists (select from duplicate_check d where d.workspace_id = w.id)`,
  );
  return rows.map(({ id }) => id);
}

/** Tells its lock of a workspace from the writer's (0) and the imports' (1). */
const FINDER = 2;

/**
 * Takes the contacts of a workspace that are due the longest, and answers how many entries that were; 0 also where
 * another server is at it. What `look` does is done before the entries go, so that an interruption loses none.
 */
export function takeDue(
  pool: pg.Pool,
  { workspaceId, limit }: { readonly workspaceId: string; readonly limit: number },
  look: (due: readonly DueContact[]) => Promise<void>,
): Promise<number> {
  return withClient(pool, async (client) => {
    const lock = [workspaceId];
    const { rows: locked } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, ${FINDER})) as mine`,
      lock,
    );
    if (!locked[0]?.mine) return 0;
    try {
      const { rows } = await client.query<{ id: string; contactId: string }>(
        `select id, contact_id as "contactId" from duplicate_check where workspace_id = $1 order by id limit $2`,
        [workspaceId, limit],
      );
      if (rows.length === 0) return 0;
      const contactIds = [...new Set(rows.map(({ contactId }) => contactId))];
      await look(await withCandidates(client, workspaceId, contactIds));
      await client.query(
        "delete from duplicate_check where workspace_id = $1 and id = any($2::bigint[])",
        [workspaceId, rows.map(({ id }) => id)],
      );
      return rows.length;
    } finally {
      await client.query(`select pg_advisory_unlock(hashtextextended($1, ${FINDER}))`, lock);
    }
  });
}

async function withCandidates(
  client: pg.ClientBase,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<DueContact[]> {
  const due = await readProfiles(client, workspaceId, contactIds);
  const keys = [...due].flatMap(([id, profile]) =>
    blockingKeys(profile).map((key) => ({ id, key })),
  );
  const given = [workspaceId, keys.map(({ key }) => key), keys.map(({ id }) => id)];
  await client.query(
    "delete from duplicate_key where workspace_id = $1 and contact_id = any($2::uuid[])",
    [workspaceId, contactIds],
  );
  // One that is deleted meanwhile leaves no keys: its row is held until they are written, and its deletion takes them.
  await client.query(
    `with held as materialized (
       select id from contact where workspace_id = $1 and id = any($3::uuid[]) for key share
     )
     insert into duplicate_key (workspace_id, key, contact_id)
     select distinct $1::uuid, hashtextextended(k.key, 0), k.id
     from unnest($2::text[], $3::uuid[]) k (key, id) join held on held.id = k.id
     on conflict do nothing`,
    given,
  );
  const { rows: pairs } = await client.query<{ id: string; other: string }>(
    `select distinct k.id, o.contact_id as other
     from unnest($2::text[], $3::uuid[]) k (key, id)
     cross join lateral (
       select array_agg(contact_id) as ids from (
         select contact_id from duplicate_key
         where workspace_id = $1 and key = hashtextextended(k.key, 0) limit ${LARGEST_BLOCK + 1}) one
     ) block
     cross join lateral unnest(block.ids) o (contact_id)
     where cardinality(block.ids) <= ${LARGEST_BLOCK} and o.contact_id <> k.id`,
    given,
  );
  const others = await readProfiles(client, workspaceId, [
    ...new Set(pairs.map(({ other }) => other)),
  ]);
  return [...due].map(([id, profile]) => ({
    id,
    profile,
    candidates: pairs.flatMap((pair) => {
      const other = pair.id === id ? others.get(pair.other) : undefined;
      return other ? [{ id: pair.other, profile: other }] : [];
    }),
  }));
}

/** Those that are there and not merged. */
async function readProfiles(
  client: pg.ClientBase,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, Profile>> {
  const { rows } = await client.query<DuplicateFields & { id: string }>(
    `select c.id, c.first_name as "firstName", c.middle_name as "middleName", c.last_name as "lastName",
       c.full_name as "fullName", c.business_name as "businessName", c.contact_address as "contactAddress",
       c.billing_address as "billingAddress",
       array(select i.value from identifier i
         where i.workspace_id = $1 and i.contact_id = c.id and i.kind = 'phone') as phones
     from contact c where c.workspace_id = $1 and c.id = any($2::uuid[]) and c.merged_into is null`,
    [workspaceId, contactIds],
  );
  return new Map(rows.map(({ id, ...fields }) => [id, profileOf(fields)]));
}
