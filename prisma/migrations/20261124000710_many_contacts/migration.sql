-- Contacts come in by the hundred: they are put down for the finder of duplicates by one statement, not each by itself.
create function "duplicate_checks_due"() returns trigger language plpgsql as $$
begin
  insert into duplicate_check (workspace_id, contact_id) select workspace_id, id from added;
  return null;
end $$;
drop trigger "duplicate_check_added" on "contact";
create trigger "duplicate_check_added" after insert on "contact"
  referencing new table as added for each statement execute function "duplicate_checks_due"();

-- A session keeps the plan that these were first run with. Made for thousands of contacts at once, it reads all words of the
-- workspace; and every contact that changes in that session would pay for it (measured: 60 to 200 ms each).
alter function "contact_search_words_added"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
alter function "contact_search_words_removed"() set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off;
