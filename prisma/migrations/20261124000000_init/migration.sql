-- Onymous: tables of the main job. `workspace_id` leads every primary and foreign key, so that no row can point
-- across tenants. Values are normalised before they get here; the database never normalises.

create table "workspace" (
  "id" uuid primary key,
  "name" text not null,
  "country" char(2) not null,
  "default_list_id" uuid not null,
  -- Which fields the widget asks for before a chat (SPEC 2.7): [{ "field", "required" }], in order.
  "chat_form" jsonb not null default '[]',
  -- Signs member and visitor tokens.
  "token_secret" text not null,
  -- Signs the business's identity proofs (SPEC 4).
  "proof_secret" text not null,
  "created_at" timestamptz(3) not null
);

-- What each write counts up or down, under the workspace's lock.
create table "workspace_head" (
  "workspace_id" uuid primary key references "workspace" ("id"),
  "position" bigint not null default 0,
  "pruned_through" bigint not null default 0,
  "visitor_number" bigint not null default 0,
  "identified" bigint not null default 0,
  "archived" bigint not null default 0,
  "anonymous_push" bigint not null default 0,
  "anonymous_conversations" bigint not null default 0
);

create table "member" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "role" text not null check ("role" in ('ADMIN', 'AGENT')),
  "name" text not null,
  "email" text not null,
  "phone" text,
  "password_hash" text not null,
  "created_at" timestamptz(3) not null,
  "removed_at" timestamptz(3),
  primary key ("workspace_id", "id")
);

create table "member_session" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "member_id" uuid not null,
  -- SHA-256 of the newest renewal token; each renewal replaces it.
  "renewal_hash" text not null,
  "created_at" timestamptz(3) not null,
  "expires_at" timestamptz(3) not null,
  "revoked_at" timestamptz(3),
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "member_id") references "member" ("workspace_id", "id")
);
create index "member_session_member_idx" on "member_session" ("workspace_id", "member_id");

create table "integration_key" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "name" text not null,
  "scopes" text[] not null,
  "secret_hash" text not null,
  "created_by" uuid,
  "created_at" timestamptz(3) not null,
  "revoked_at" timestamptz(3),
  primary key ("workspace_id", "id")
);

create table "contact" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "status" text not null check ("status" in ('active', 'archived')),
  "email" text,
  "phone" text,
  "first_name" text,
  "middle_name" text,
  "last_name" text,
  "full_name" text,
  "gender" text,
  "business_name" text,
  "contact_address" jsonb,
  "billing_address" jsonb,
  "attributes" jsonb,
  -- Per field: verified, version, origin (see FieldState). A cleared field has an entry and no value.
  "field_states" jsonb not null,
  "created_via" text,
  "created_by" jsonb not null,
  "created_at" timestamptz(3) not null,
  "archived_at" timestamptz(3),
  primary key ("workspace_id", "id")
);
create index "contact_status_idx" on "contact" ("workspace_id", "status", "id");

create table "visitor" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "number" bigint not null,
  "kind" text not null check ("kind" in ('CONVERSATIONS', 'PUSH')),
  "push_opted_in" boolean not null default false,
  "contact_id" uuid,
  "proven" boolean not null default false,
  "claims" jsonb not null default '{}',
  "successor_of_visitor_id" uuid,
  "successor_of_contact_id" uuid,
  "sender_channel" text,
  "sender_address" text,
  "created_at" timestamptz(3) not null,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id")
);
create unique index "visitor_number_key" on "visitor" ("workspace_id", "number");
create unique index "visitor_successor_key" on "visitor" ("workspace_id", "successor_of_visitor_id", "successor_of_contact_id");
create unique index "visitor_sender_key" on "visitor" ("workspace_id", "sender_channel", "sender_address");
create index "visitor_contact_idx" on "visitor" ("workspace_id", "contact_id");

create table "identifier" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "kind" text not null check ("kind" in ('email', 'phone')),
  "value" text not null,
  "contact_id" uuid,
  "member_id" uuid,
  "primary" boolean not null,
  "verified" boolean not null,
  "visitor_id" uuid,
  -- Whether proving it proves the person (see Identifier in src/identity/model.ts).
  "proves_person" boolean not null default true,
  primary key ("workspace_id", "kind", "value"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id"),
  foreign key ("workspace_id", "member_id") references "member" ("workspace_id", "id"),
  check (("contact_id" is null) <> ("member_id" is null))
);
create index "identifier_contact_idx" on "identifier" ("workspace_id", "contact_id");
create index "identifier_member_idx" on "identifier" ("workspace_id", "member_id");

create table "conflict" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "contact_id" uuid not null,
  "field" text not null,
  "secondary" jsonb not null,
  "verified" boolean not null,
  "channel" text,
  "visitor_id" uuid,
  "conversation_id" uuid,
  "happened_at" timestamptz(3) not null,
  "opened_at" timestamptz(3) not null,
  "status" text not null check ("status" in ('open', 'superseded', 'resolved', 'closed', 'withdrawn')),
  "resolution" jsonb,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id")
);
create index "conflict_contact_idx" on "conflict" ("workspace_id", "contact_id", "id");
create index "conflict_status_idx" on "conflict" ("workspace_id", "status", "id");
-- One open conflict a field (F4). The last guard: writers already come one at a time.
create unique index "conflict_open_key" on "conflict" ("workspace_id", "contact_id", "field") where "status" = 'open';

create table "suspected_duplicate" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  -- The lower id first.
  "contact_id" uuid not null,
  "other_contact_id" uuid not null,
  "reason" text not null,
  "suspected_at" timestamptz(3) not null,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id"),
  foreign key ("workspace_id", "other_contact_id") references "contact" ("workspace_id", "id"),
  check ("contact_id" < "other_contact_id")
);
create unique index "suspected_duplicate_pair_key" on "suspected_duplicate" ("workspace_id", "contact_id", "other_contact_id");
create index "suspected_duplicate_other_idx" on "suspected_duplicate" ("workspace_id", "other_contact_id");

create table "contact_list" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" uuid not null,
  "name" text not null,
  "created_at" timestamptz(3) not null,
  primary key ("workspace_id", "id")
);

create table "contact_list_member" (
  "workspace_id" uuid not null,
  "list_id" uuid not null,
  "contact_id" uuid not null,
  "added_at" timestamptz(3) not null,
  primary key ("workspace_id", "list_id", "contact_id"),
  foreign key ("workspace_id", "list_id") references "contact_list" ("workspace_id", "id"),
  foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id")
);
create index "contact_list_member_contact_idx" on "contact_list_member" ("workspace_id", "contact_id");

create table "conversation" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "visitor_id" uuid not null,
  "channel" text not null,
  "status" text not null check ("status" in ('open', 'closed')),
  "opened_at" timestamptz(3) not null,
  "last_message_at" timestamptz(3) not null,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "visitor_id") references "visitor" ("workspace_id", "id")
);
create index "conversation_visitor_idx" on "conversation" ("workspace_id", "visitor_id", "last_message_at");
create index "conversation_recent_idx" on "conversation" ("workspace_id", "last_message_at", "id");

create table "message" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "conversation_id" uuid not null,
  "visitor_id" uuid not null,
  "channel" text not null,
  "author" jsonb not null,
  "direction" text not null check ("direction" in ('inbound', 'outbound')),
  "text" text not null,
  "external_id" text,
  "sent_at" timestamptz(3) not null,
  "received_at" timestamptz(3) not null,
  primary key ("workspace_id", "id"),
  foreign key ("workspace_id", "conversation_id") references "conversation" ("workspace_id", "id")
);
create index "message_conversation_idx" on "message" ("workspace_id", "conversation_id", "sent_at", "id");
create unique index "message_external_key" on "message" ("workspace_id", "channel", "external_id");

create table "used_proof" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "id" text not null,
  "expires_at" timestamptz(3) not null,
  primary key ("workspace_id", "id")
);
create index "used_proof_expiry_idx" on "used_proof" ("expires_at");

-- The log. Positions are drawn under the workspace's lock, so within a workspace they commit in order.
create table "identity_event" (
  "workspace_id" uuid not null references "workspace" ("id"),
  "position" bigint not null,
  "kind" text not null,
  "recorded_at" timestamptz(3) not null,
  "happened_at" timestamptz(3) not null,
  "actor_type" text not null,
  "actor_id" uuid,
  "channel" text,
  "contact_id" uuid,
  "other_contact_id" uuid,
  "visitor_id" uuid,
  "conversation_id" uuid,
  "payload" jsonb not null,
  primary key ("workspace_id", "position")
);
create index "identity_event_contact_idx" on "identity_event" ("workspace_id", "contact_id", "position");
create index "identity_event_other_contact_idx" on "identity_event" ("workspace_id", "other_contact_id", "position") where "other_contact_id" is not null;
create index "identity_event_visitor_idx" on "identity_event" ("workspace_id", "visitor_id", "position");

-- The life of this database that cursors name. `fingerprint` tells cluster, timeline and database apart: when it has
-- changed (a restored backup, a promoted replica), a new epoch begins and old cursors are told to resynchronise.
create table "log_epoch" (
  "id" int primary key check ("id" = 1),
  "epoch" text not null,
  "fingerprint" text not null
);
