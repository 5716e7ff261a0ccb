-- What a visitor had said goes with it (SPEC 3.6).
create index "conflict_visitor_idx" on "conflict" ("workspace_id", "visitor_id");
