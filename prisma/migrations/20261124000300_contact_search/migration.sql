-- Searching contacts (docs/decisions/search.md). Both extensions are trusted ones: whoever may create in the database
-- may create them.

create extension if not exists "pg_trgm";
create extension if not exists "btree_gin";

-- What a contact is found under, made by the service (src/identity/search/terms.ts) and written with the row. The two
-- tables below hold the same in the shape in which it is looked up; the triggers keep them so, whoever writes.
alter table "contact" add column "search_terms" text[] not null default '{}';

-- In the order of "term", whose beginnings are looked up. A merged contact has none.
create table "contact_search_term" (
  "workspace_id" uuid not null,
  "archived" boolean not null,
  "term" text collate "C" not null,
  "contact_id" uuid not null,
  primary key ("workspace_id", "archived", "term", "contact_id")
);
-- What stands inside of an email's local part or a phone. The workspace as text, so that no other index can be chosen
-- for it, and the rows of others are never looked at.
create index "contact_search_inside_idx" on "contact_search_term" using gin (
  (("workspace_id")::text),
  (case when "term" like '+%' then substr("term", 2) when strpos("term", '@') > 0 then split_part("term", '@', 1) end) gin_trgm_ops
) where "term" like '+%' or strpos("term", '@') > 0;

-- Every distinct word with each of its ends ("smith", "mith", "ith" …): what stands inside of a word begins one of them.
create table "contact_search_word" (
  "workspace_id" uuid not null,
  "part" text collate "C" not null,
  "word" text collate "C" not null,
  primary key ("workspace_id", "part", "word")
);

-- Not of emails and numbers, of which nearly every contact has one of its own.
create function "contact_search_is_word"("word" text) returns boolean language sql immutable as
  $$ select "word" !~ '^\+|@|^[0-9]+$' $$;

create function "contact_search_added"() returns trigger language plpgsql as $$
begin
  insert into contact_search_term (workspace_id, archived, term, contact_id)
    select c.workspace_id, c.status = 'archived', t.term, c.id
    from added c cross join lateral unnest(c.search_terms) t(term)
    where c.status <> 'merged'
    order by c.workspace_id, c.status = 'archived', t.term collate "C", c.id
    on conflict do nothing;
  return null;
end $$;
create trigger "contact_search_added" after insert on "contact"
  referencing new table as added for each statement execute function "contact_search_added"();

create function "contact_search_changed"() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.status <> old.status then
    delete from contact_search_term where workspace_id = old.workspace_id and archived = (old.status = 'archived')
      and term = any(old.search_terms) and contact_id = old.id;
  else
    delete from contact_search_term where workspace_id = old.workspace_id and archived = (old.status = 'archived')
      and term = any(old.search_terms) and contact_id = old.id and term <> all(new.search_terms);
  end if;
  if tg_op = 'UPDATE' and new.status <> 'merged' then
    insert into contact_search_term (workspace_id, archived, term, contact_id)
      select new.workspace_id, new.status = 'archived', t.term, new.id from unnest(new.search_terms) t(term)
      on conflict do nothing;
  end if;
  return null;
end $$;
create trigger "contact_search_changed" after update on "contact" for each row
  when (old.search_terms is distinct from new.search_terms or old.status is distinct from new.status)
  execute function "contact_search_changed"();
create trigger "contact_search_removed" after delete on "contact" for each row
  execute function "contact_search_changed"();

create function "contact_search_words_added"() returns trigger language plpgsql as $$
begin
  insert into contact_search_word (workspace_id, part, word)
    select w.workspace_id, substr(w.word, n), w.word
    from (select distinct t.workspace_id, split_part(t.term, ' ', 1) as word from added t
          where contact_search_is_word(split_part(t.term, ' ', 1))) w
      cross join lateral generate_series(1, length(w.word)) n
    where not exists (select from contact_search_word k
      where k.workspace_id = w.workspace_id and k.part = w.word and k.word = w.word)
    on conflict do nothing;
  return null;
end $$;
create trigger "contact_search_words_added" after insert on "contact_search_term"
  referencing new table as added for each statement execute function "contact_search_words_added"();

-- A word that nobody has any more is forgotten with its last contact.
create function "contact_search_words_removed"() returns trigger language plpgsql as $$
begin
  delete from contact_search_word k
    using (select distinct t.workspace_id, split_part(t.term, ' ', 1) as word from removed t
           where contact_search_is_word(split_part(t.term, ' ', 1))) w,
      lateral (select array_agg(substr(w.word, n)) as parts from generate_series(1, length(w.word)) n) p
    where k.workspace_id = w.workspace_id and k.part = any(p.parts) and k.word = w.word
      and not exists (select from contact_search_term t where t.workspace_id = w.workspace_id
        and t.archived in (false, true) and (t.term = w.word or (t.term >= w.word || ' ' and t.term < w.word || '!')));
  return null;
end $$;
create trigger "contact_search_words_removed" after delete on "contact_search_term"
  referencing old table as removed for each statement execute function "contact_search_words_removed"();

-- Contacts that exist already, as nearly as it can be said in SQL; saving one puts it right to the letter.
update "contact" set "search_terms" = array(
  select distinct t from unnest(array[
    nullif(lower(concat_ws(' ', "first_name", "middle_name", "last_name")), ''),
    nullif(lower(concat_ws(' ', "last_name", "first_name", "middle_name")), ''),
    lower("full_name"), lower("business_name"), split_part("email", '@', 2)
  ] || array(
    select i."value" from "identifier" i where i."workspace_id" = "contact"."workspace_id" and i."contact_id" = "contact"."id"
  )) t where t is not null and t <> ''
);
