-- One list a name, and one tag, looked at when a transaction ends: in one batch a name may be freed and taken again.
drop index "contact_list_name_key";
alter table "contact_list" add constraint "contact_list_name_key" exclude using btree
  ("workspace_id" with =, "name_key" with =) where ("deleted_at" is null) deferrable initially deferred;
drop index "tag_name_key";
alter table "tag" add constraint "tag_name_key" exclude using btree
  ("workspace_id" with =, "name_key" with =) where ("deleted_at" is null) deferrable initially deferred;

-- What is still to be removed.
create index "contact_list_deleted_idx" on "contact_list" ("workspace_id", "id") where "deleted_at" is not null;
create index "tag_deleted_idx" on "tag" ("workspace_id", "id") where "deleted_at" is not null;

-- The visitors of a list, those added last first.
create index "visitor_list_member_page_idx" on "visitor_list_member"
  ("workspace_id", "list_id", "added_at" desc, "visitor_id" desc);
