-- What happened in conversations (src/database/event-log.ts): of one, and of all in the log's order. Most of a log may
-- be something else, as after an import, and a replay of conversations must not read through that.
create index "identity_event_conversation_idx" on "identity_event" ("workspace_id", "conversation_id", "position")
  where "conversation_id" is not null;
create index "identity_event_conversations_idx" on "identity_event" ("workspace_id", "position")
  where "conversation_id" is not null;
