-- Who works on background jobs, and when it last said that it is alive. Jobs of one that no longer says so go back to
-- the queue (docs/decisions/jobs.md). The queue's own tables are in the schema "graphile_worker" and come with it.
create table job_server (
  id text primary key,
  seen_at timestamptz(3) not null
);
