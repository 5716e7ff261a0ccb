-- Sign-in without a workspace finds members by their email alone.
create index "member_email_idx" on "member" ("email");
