import { randomBytes } from "node:crypto";
import type { Pool } from "pg";

/**
 * Tells one life of the log from another. The cluster (system identifier), its timeline (which promoting a replica or
 * restoring to a point in time changes), the database and the table (which restoring a dump makes anew). The timeline
 * comes from the write position, because `pg_control_checkpoint()` still shows the old one right after a promotion.
 */
const FINGERPRINT = `
  select (select system_identifier from pg_control_system())::text
      || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
      || '/' || (select oid from pg_database where datname = current_database())
      || '/' || 'identity_event'::regclass::oid as fingerprint`;

/**
 * The epoch that cursors of this database carry now: 16 hexadecimal digits. When the fingerprint is not the one that
 * was last seen, a new epoch begins, and cursors of the old one are told to resynchronise (SPEC 9.2). Many processes may
 * ask at once: they agree, because the row is changed in one statement.
 */
export async function readEpoch(pool: Pool): Promise<string> {
  const known = await pool.query<{ epoch: string | null; fingerprint: string }>(
    `select e.epoch, now.fingerprint from (${FINGERPRINT}) now
       left join log_epoch e on e.id = 1 and e.fingerprint = now.fingerprint`,
  );
  const row = known.rows[0];
  if (row?.epoch) return row.epoch;
  const begun = await pool.query<{ epoch: string }>(
    `insert into log_epoch (id, epoch, fingerprint) values (1, $1, $2)
       on conflict (id) do update set
         epoch = case when log_epoch.fingerprint = excluded.fingerprint then log_epoch.epoch else excluded.epoch end,
         fingerprint = excluded.fingerprint
       returning epoch`,
    [randomBytes(8).toString("hex"), row?.fingerprint],
  );
  const epoch = begun.rows[0]?.epoch;
  if (!epoch) throw new Error("log_epoch gave no epoch");
  return epoch;
}
