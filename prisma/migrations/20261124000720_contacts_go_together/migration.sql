-- Contacts go by the hundred where an import is undone: what they are found under goes by one statement.
create function "contact_search_gone"() returns trigger language plpgsql as $$
begin
  delete from contact_search_term t
    using (select r.workspace_id, r.status = 'archived' as archived, r.id, unnest(r.search_terms) as term from removed r) g
    where t.workspace_id = g.workspace_id and t.archived = g.archived and t.term = g.term and t.contact_id = g.id;
  return null;
end $$;
drop trigger "contact_search_removed" on "contact";
create trigger "contact_search_removed" after delete on "contact"
  referencing old table as removed for each statement execute function "contact_search_gone"();

-- Which words nobody has any more is found out first, word by word along the index (`offset 0` keeps it from being made a
-- join); then each end of them is looked up. In one condition, all that is found in the workspace was read for it.
create or replace function "contact_search_words_removed"() returns trigger language plpgsql as $$
begin
  with forgotten as materialized (
    select w.workspace_id, w.word from (
      select distinct r.workspace_id, split_part(r.term, ' ', 1) as word from removed r
      where contact_search_is_word(split_part(r.term, ' ', 1))) w
    where not exists (select from contact_search_term t where t.workspace_id = w.workspace_id
        and t.archived in (false, true) and t.term = w.word offset 0)
      and not exists (select from contact_search_term t where t.workspace_id = w.workspace_id
        and t.archived in (false, true) and t.term >= w.word || ' ' and t.term < w.word || '!' offset 0)
  ), ends as materialized (
    select f.workspace_id, f.word, substr(f.word, n) as part
    from forgotten f cross join lateral generate_series(1, length(f.word)) n
  )
  delete from contact_search_word k using ends e
    where k.workspace_id = e.workspace_id and k.part = e.part and k.word = e.word;
  return null;
end $$;
alter function "contact_search_gone"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
alter function "contact_search_words_removed"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
