-- Lists and tags, assignment, merging, dismissed suspicions, and the order of the contacts page.

alter table "contact" drop constraint "contact_status_check";
alter table "contact" add constraint "contact_status_check" check ("status" in ('active', 'archived', 'merged'));
alter table "contact"
  add column "assignee_id" uuid,
  -- The contact that this one was merged into, while its status is "merged".
  add column "merged_into" uuid,
  -- What it was before it was merged: what undoing brings back.
  add column "status_before_merge" text,
  add foreign key ("workspace_id", "assignee_id") references "member" ("workspace_id", "id"),
  add foreign key ("workspace_id", "merged_into") references "contact" ("workspace_id", "id"),
  add check (("status" = 'merged') = ("merged_into" is not null));
create index "contact_assignee_idx" on "contact" ("workspace_id", "assignee_id") where "assignee_id" is not null;
create index "contact_merged_into_idx" on "contact" ("workspace_id", "merged_into") where "merged_into" is not null;
-- The contacts page: contacts and anonymous visitors in one order (SPEC 2.6).
create index "contact_page_idx" on "contact" ("workspace_id", "status", "created_at" desc, "id" desc);
create index "visitor_push_page_idx" on "visitor" ("workspace_id", "created_at" desc, "id" desc)
  where "contact_id" is null and ("kind" = 'PUSH' or "push_opted_in");
create index "visitor_guest_page_idx" on "visitor" ("workspace_id", "created_at" desc, "id" desc)
  where "contact_id" is null and "kind" = 'CONVERSATIONS' and not "push_opted_in";

-- A deleted list or tag stays as a row until its memberships are gone; nothing shows it.
alter table "contact_list" add column "name_key" text, add column "deleted_at" timestamptz(3);
update "contact_list" set "name_key" = lower("name");
alter table "contact_list" alter column "name_key" set not null;
create unique index "contact_list_name_key" on "contact_list" ("workspace_id", "name_key") where "deleted_at" is null;

create table "visitor_list_member" (
  "workspace_id" uuid not null,
  "list_id" uuid not null,
  "visitor_id" uuid not null,
  "added_at" timestamptz(3) not null,
  primary key ("workspace_id", "list_id", "visitor_id"),
  foreign key ("workspace_id", "list_id") references "contact_list" ("workspace_id", "id"),
  foreign key ("workspace_id", "visitor_id") references "visitor" ("workspace_id", "id")
);
create index "visitor_list_member_visitor_idx" on "visitor_list_member" ("workspace_id", "visitor_id");

create table "tag" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "name" text not null,
  -- The name as it is compared: case and white space folded.
  "name_key" text not null,
  "created_at" timestamptz(3) not null,
  "deleted_at" timestamptz(3),
  primary key ("workspace_id", "id")
);
create unique index "tag_name_key" on "tag" ("workspace_id", "name_key") where "deleted_at" is null;

create table "contact_tag" (
  "workspace_id" uuid not null,
  "tag_id" uuid not null,
  "contact_id" uuid not null,
  "tagged_at" timestamptz(3) not null,
  primary key ("workspace_id", "tag_id", "contact_id"),
  foreign key ("workspace_id", "tag_id") references "tag" ("workspace_id", "id"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id")
);
create index "contact_tag_contact_idx" on "contact_tag" ("workspace_id", "contact_id");

alter table "conversation"
  add column "assignee_id" uuid,
  add foreign key ("workspace_id", "assignee_id") references "member" ("workspace_id", "id");
create index "conversation_assignee_idx" on "conversation" ("workspace_id", "assignee_id") where "assignee_id" is not null;

alter table "suspected_duplicate"
  add column "reasons" text[],
  add column "score" real not null default 0.5,
  add column "status" text not null default 'open' check ("status" in ('open', 'dismissed')),
  add column "dismissed_at" timestamptz(3),
  add column "dismissed_by" jsonb;
update "suspected_duplicate" set "reasons" = array["reason"];
alter table "suspected_duplicate" alter column "reasons" set not null, alter column "score" drop default, drop column "reason";
create index "suspected_duplicate_status_idx" on "suspected_duplicate" ("workspace_id", "status", "id");

-- One open conflict a field (F4), looked at when a transaction ends: a merge moves several at once.
drop index "conflict_open_key";
alter table "conflict" add constraint "conflict_open_key" exclude using btree
  ("workspace_id" with =, "contact_id" with =, "field" with =) where ("status" = 'open') deferrable initially deferred;

-- What each merge moved, so that it can be undone (SPEC 6.4).
create table "contact_merge" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "survivor_id" uuid not null,
  "loser_id" uuid not null,
  "cause" text not null check ("cause" in ('BY_HAND', 'BOTH_VERIFIED')),
  "merged_at" timestamptz(3) not null,
  "merged_by" jsonb not null,
  "record" jsonb not null,
  "undone_at" timestamptz(3),
  "undone_by" jsonb,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "survivor_id") references "contact" ("workspace_id", "id"),
  foreign key ("workspace_id", "loser_id") references "contact" ("workspace_id", "id")
);
create index "contact_merge_survivor_idx" on "contact_merge" ("workspace_id", "survivor_id", "id");
create index "contact_merge_loser_idx" on "contact_merge" ("workspace_id", "loser_id", "id");
