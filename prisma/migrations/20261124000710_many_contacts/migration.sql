-- Contacts come in by the hundred: they are put down for the finder of duplicates by one statement, not each by itself.
create function "duplicate_checks_due"() returns trigger language plpgsql as $$
begin
  insert into duplicate_check (workspace_id, contact_id) select workspace_id, id from added;
  return null;
end $$;
drop trigger "duplicate_check_added" on "contact";
create trigger "duplicate_check_added" after insert on "contact"
  referencing new table as added for each statement execute function "duplicate_checks_due"();

-- What a contact is found under: only what was added or taken away is written, where anything was.
create or replace function "contact_search_changed"() returns trigger language plpgsql as $$
declare
  stays boolean := tg_op = 'UPDATE' and new.status = old.status;
  gone text[] := case when not stays then old.search_terms
    else array(select t from unnest(old.search_terms) t where t <> all(new.search_terms)) end;
  come text[] := case when tg_op = 'DELETE' or new.status = 'merged' then '{}' when not stays then new.search_terms
    else array(select t from unnest(new.search_terms) t where t <> all(old.search_terms)) end;
begin
  if gone <> '{}' then
    delete from contact_search_term where workspace_id = old.workspace_id and archived = (old.status = 'archived')
      and term = any(gone) and contact_id = old.id;
  end if;
  if come <> '{}' then
    insert into contact_search_term (workspace_id, archived, term, contact_id)
      select new.workspace_id, new.status = 'archived', t.term, new.id from unnest(come) t(term)
      on conflict do nothing;
  end if;
  return null;
end $$;

-- Most of what comes and goes are emails and numbers, which are no words.
create or replace function "contact_search_words_added"() returns trigger language plpgsql as $$
begin
  if not exists (select from added t where contact_search_is_word(split_part(t.term, ' ', 1))) then
    return null;
  end if;
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

-- A session keeps the plan that these were first run with. Made for thousands of contacts at once, it reads all words of the
-- workspace; and every contact that changes in that session would pay for it (measured: 60 to 200 ms each).
alter function "contact_search_words_added"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
alter function "contact_search_words_removed"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
