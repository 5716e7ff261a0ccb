-- Contacts that the finder of duplicates has not looked at since they changed. Rows are only added, so that no writer
-- waits for another or for the finder; a contact may stand there several times.
create table "duplicate_check" (
  "workspace_id" uuid not null,
  "id" bigint generated always as identity,
  "contact_id" uuid not null,
  primary key ("workspace_id", "id")
);
create index "duplicate_check_contact_idx" on "duplicate_check" ("workspace_id", "contact_id");

-- What contacts that may be one person have in common (src/identity/duplicates/blocking.ts), hashed.
create table "duplicate_key" (
  "workspace_id" uuid not null,
  "key" bigint not null,
  "contact_id" uuid not null,
  primary key ("workspace_id", "key", "contact_id")
);
create index "duplicate_key_contact_idx" on "duplicate_key" ("workspace_id", "contact_id");

create function "duplicate_check_due"() returns trigger language plpgsql as $$
begin
  insert into duplicate_check (workspace_id, contact_id) values (new.workspace_id, new.id);
  return null;
end $$;
create trigger "duplicate_check_added" after insert on "contact" for each row execute function "duplicate_check_due"();
create trigger "duplicate_check_changed" after update on "contact" for each row
  when ((old.first_name, old.middle_name, old.last_name, old.full_name, old.business_name, old.phone,
         old.contact_address, old.billing_address, old.merged_into)
    is distinct from (new.first_name, new.middle_name, new.last_name, new.full_name, new.business_name, new.phone,
         new.contact_address, new.billing_address, new.merged_into))
  execute function "duplicate_check_due"();

create function "duplicate_keys_removed"() returns trigger language plpgsql as $$
begin
  delete from duplicate_key where workspace_id = old.workspace_id and contact_id = old.id;
  delete from duplicate_check where workspace_id = old.workspace_id and contact_id = old.id;
  return null;
end $$;
create trigger "duplicate_keys_removed" after delete on "contact" for each row execute function "duplicate_keys_removed"();

insert into "duplicate_check" ("workspace_id", "contact_id") select "workspace_id", "id" from "contact";
