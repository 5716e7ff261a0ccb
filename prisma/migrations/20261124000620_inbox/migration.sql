-- The inbox (docs/decisions/inbox.md).

-- Whether the person has open conflicts, kept by the triggers below, so that an index can hold it.
alter table "conversation" add column "has_open_conflicts" boolean not null default false;
update "conversation" c set "has_open_conflicts" = true
  from "visitor" v join "conflict" f on f."workspace_id" = v."workspace_id" and f."contact_id" = v."contact_id" and f."status" = 'open'
  where v."workspace_id" = c."workspace_id" and v."id" = c."visitor_id";

-- Every answer to what can be asked of a conversation, in one number (src/database/inbox-filter.ts makes the same).
alter table "conversation" add column "inbox_bucket" smallint not null generated always as (((((
    (array_position(array['WITH_AI', 'WAITING_FOR_AGENT', 'DETAILS_ASKED', 'WITH_AGENT', 'CLOSED'], "state") - 1) * 8
    + coalesce(array_position(array['CHAT', 'WHATSAPP', 'SMS', 'FACEBOOK', 'INSTAGRAM', 'EMAIL', 'PUSH'], "channel"), 0)) * 2
    + ("assignee_id" is not null)::int) * 2
    + ("unread_count" > 0)::int) * 2
    + "has_open_conflicts"::int)::smallint) stored;

create index "conversation_inbox_idx" on "conversation" ("workspace_id", "inbox_bucket", "last_message_at", "id");
create index "conversation_assignee_inbox_idx" on "conversation" ("workspace_id", "assignee_id", "inbox_bucket", "last_message_at", "id")
  where "assignee_id" is not null;
-- The one above begins with the same.
drop index "conversation_assignee_idx";

create function "conversation_conflicts_known"("workspace" uuid, "visitors" uuid[], "contact" uuid) returns void language plpgsql as $$
declare
  conflicted boolean := contact is not null and exists (select from conflict f
    where f.workspace_id = workspace and f.contact_id = contact and f.status = 'open');
begin
  update conversation c set has_open_conflicts = conflicted
    where c.workspace_id = workspace and c.visitor_id = any(visitors) and c.has_open_conflicts <> conflicted;
end $$;

create function "conversation_conflicts_changed"() returns trigger language plpgsql as $$
declare
  now_of record := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'UPDATE' and old.contact_id <> new.contact_id then
    perform conversation_conflicts_known(old.workspace_id,
      array(select v.id from visitor v where v.workspace_id = old.workspace_id and v.contact_id = old.contact_id), old.contact_id);
  end if;
  perform conversation_conflicts_known(now_of.workspace_id,
    array(select v.id from visitor v where v.workspace_id = now_of.workspace_id and v.contact_id = now_of.contact_id),
    now_of.contact_id);
  return null;
end $$;
create trigger "conversation_conflicts_opened" after insert on "conflict" for each row
  when (new.status = 'open') execute function "conversation_conflicts_changed"();
create trigger "conversation_conflicts_changed" after update on "conflict" for each row
  when ((old.status, old.contact_id) is distinct from (new.status, new.contact_id))
  execute function "conversation_conflicts_changed"();
create trigger "conversation_conflicts_removed" after delete on "conflict" for each row
  when (old.status = 'open') execute function "conversation_conflicts_changed"();

create function "conversation_visitor_changed"() returns trigger language plpgsql as $$
begin
  perform conversation_conflicts_known(new.workspace_id, array[new.id], new.contact_id);
  return null;
end $$;
create trigger "conversation_conflicts_of_visitor" after update on "visitor" for each row
  when (old.contact_id is distinct from new.contact_id) execute function "conversation_visitor_changed"();

-- After the whole statement that writes it, when its visitor is there too.
create function "conversation_opened"() returns trigger language plpgsql as $$
begin
  perform conversation_conflicts_known(new.workspace_id, array[new.visitor_id],
    (select v.contact_id from visitor v where v.workspace_id = new.workspace_id and v.id = new.visitor_id));
  return null;
end $$;
create trigger "conversation_opened" after insert on "conversation" for each row
  execute function "conversation_opened"();

-- The words of a conversation's messages (src/conversation/message-words.ts), each once, written with the message.
create table "conversation_word" (
  "workspace_id" uuid not null,
  "conversation_id" uuid not null,
  "word" text collate "C" not null,
  primary key ("workspace_id", "conversation_id", "word")
);
-- Of conversations with the same word, those opened last first: ids are in the order of making.
create index "conversation_word_idx" on "conversation_word" ("workspace_id", "word", "conversation_id" desc);

create function "conversation_words_removed"() returns trigger language plpgsql as $$
begin
  delete from conversation_word where workspace_id = old.workspace_id and conversation_id = old.id;
  return null;
end $$;
create trigger "conversation_words_removed" after delete on "conversation" for each row
  execute function "conversation_words_removed"();

-- Messages that exist already, as nearly as it can be said in SQL.
insert into "conversation_word" ("workspace_id", "conversation_id", "word")
  select distinct m."workspace_id", m."conversation_id", left(w."word", 64) from "message" m
    cross join lateral regexp_split_to_table(
      regexp_replace(lower(normalize(m."text", nfkd)), '[\u0300-\u036f''’]', '', 'g'),
      -- Whatever is neither letter nor digit in most texts: classes of characters depend on the database's locale.
      '[\s!-/:-@\[-`{-~\u0080-\u00bf\u2000-\u206f\u3000-\u303f]+') w("word")
  where w."word" <> '';
