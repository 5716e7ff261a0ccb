-- Imports of people from CSV files (docs/decisions/imports.md).

create table "import" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "file_name" text not null,
  -- Of the file, decompressed.
  "byte_size" bigint not null,
  "state" text not null check ("state" in ('UPLOADING', 'UPLOADED', 'PREVIEW_QUEUED', 'PREVIEWING', 'PREVIEWED', 'QUEUED',
    'RUNNING', 'FINISHED', 'CANCELLED', 'STOPPED', 'UNDO_QUEUED', 'UNDOING', 'UNDONE')),
  -- What of the file was recognised, and what it is read with: encoding, delimiter, quote.
  "detected" jsonb,
  "dialect" jsonb,
  -- Per column: header, samples, what is suggested for it and what it is mapped to.
  "columns" jsonb not null default '[]',
  "policy" text not null default 'OPEN_CONFLICTS' check ("policy" in ('OPEN_CONFLICTS', 'OVERWRITE', 'KEEP')),
  -- Lists and tags that the file names and that are made when it runs: kind, name, id.
  "new_groupings" jsonb not null default '[]',
  -- Counts, examples and reasons of the dry run, and where the log was then.
  "preview" jsonb,
  -- Why the file can't be imported as it is.
  "problem" jsonb,
  -- The counts of what was applied so far.
  "result" jsonb,
  "undo_result" jsonb,
  -- While it is read: rows read. While it runs: rows applied, of how many.
  "rows_done" int not null default 0,
  "rows_total" int,
  -- The last group of rows (its first line) that was applied.
  "last_leader" int not null default 0,
  "cancel_requested" boolean not null default false,
  "created_by" uuid not null,
  "created_at" timestamptz(3) not null,
  -- When it was asked for what it is doing or waiting to do: the order of the queue.
  "queued_at" timestamptz(3),
  "started_at" timestamptz(3),
  "finished_at" timestamptz(3),
  "undone_at" timestamptz(3),
  "file_removed_at" timestamptz(3),
  primary key ("workspace_id", "id")
);
create index "import_queue_idx" on "import" ("workspace_id", "queued_at")
  where "state" in ('PREVIEW_QUEUED', 'PREVIEWING', 'QUEUED', 'RUNNING', 'UNDO_QUEUED', 'UNDOING');

-- The file itself, for as long as the import needs it.
create table "import_file_part" (
  "workspace_id" uuid not null,
  "import_id" uuid not null,
  "number" int not null,
  "bytes" bytea not null,
  primary key ("workspace_id", "import_id", "number")
);
-- Compressing each part would cost more than it spares.
alter table "import_file_part" alter column "bytes" set storage external;

-- What the rows of a file say, between reading and applying. Rows that may be about the same people are together: the
-- first line of their group leads.
create table "import_row" (
  "workspace_id" uuid not null,
  "import_id" uuid not null,
  "leader" int not null,
  "line" int not null,
  "person" jsonb not null,
  "cells" jsonb not null,
  primary key ("workspace_id", "import_id", "leader", "line")
);

-- What became of each row. Of refused ones also the cells, so that they can be mended.
create table "import_outcome" (
  "workspace_id" uuid not null,
  "import_id" uuid not null,
  "line" int not null,
  "outcome" text not null check ("outcome" in ('CREATED', 'CONFLICTING', 'FILLED', 'UNCHANGED', 'REPEATED', 'REFUSED')),
  "contact_id" uuid,
  "detail" jsonb,
  "cells" jsonb,
  primary key ("workspace_id", "import_id", "line")
);
create index "import_outcome_contact_idx" on "import_outcome" ("workspace_id", "contact_id") where "contact_id" is not null;
create index "import_outcome_refused_idx" on "import_outcome" ("workspace_id", "import_id", "outcome", "line");

create table "import_mapping" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "name" text not null,
  "name_key" text not null,
  -- By folded header: what a column is mapped to. And what the file is read with, where that was chosen by hand.
  "columns" jsonb not null,
  "policy" text not null,
  "dialect" jsonb,
  "created_at" timestamptz(3) not null,
  primary key ("workspace_id", "id"),
  unique ("workspace_id", "name_key")
);

-- The events of an import are each contact's history. The feed leaves them out, and walks an index that does.
alter table "identity_event" add column "import_id" uuid;
create index "identity_event_feed_idx" on "identity_event" ("workspace_id", "position") where "import_id" is null;
