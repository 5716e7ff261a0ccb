-- The same work as `identify` for the load of this benchmark (a new visitor; an email that is new or a contact's), as one
-- PL/pgSQL function: no validation, no authorisation, no other rule. It writes the same rows and events.
create or replace function bench_identify(
  ws uuid, new_visitor uuid, new_contact uuid, new_email text, new_first text, new_last text, at timestamptz
) returns uuid language plpgsql as $$
declare
  owner uuid;
  created boolean := false;
  spot bigint;
  num bigint;
  list uuid;
  who jsonb := jsonb_build_object('type', 'visitor', 'id', new_visitor);
  origin jsonb := jsonb_build_object('channel', 'FORM', 'visitorId', new_visitor, 'conversationId', null, 'happenedAt', at);
  state jsonb := jsonb_build_object('verified', false, 'version', 1, 'origin', origin);
  said jsonb := jsonb_build_object(
    'email', jsonb_build_object('value', new_email, 'verified', false, 'origin', origin),
    'firstName', jsonb_build_object('value', new_first, 'verified', false, 'origin', origin),
    'lastName', jsonb_build_object('value', new_last, 'verified', false, 'origin', origin));
begin
  perform pg_advisory_xact_lock(hashtextextended(ws::text, 0));
  perform from visitor where workspace_id = ws and id = new_visitor;
  if found then raise 'this load has new visitors only'; end if;
  select default_list_id into list from workspace where id = ws;
  select contact_id into owner from identifier where workspace_id = ws and kind = 'email' and value = new_email;
  if owner is null then
    created := true;
    owner := new_contact;
    insert into contact (workspace_id, id, status, email, first_name, last_name, field_states, created_via, created_by, created_at,
      search_terms)
    values (ws, owner, 'active', new_email, new_first, new_last,
      jsonb_build_object('email', state, 'firstName', state, 'lastName', state), 'FORM', who, at,
      array[lower(new_first || ' ' || new_last), lower(new_last || ' ' || new_first), new_email, split_part(new_email, '@', 2)]);
    insert into identifier (workspace_id, kind, value, contact_id, "primary", verified, visitor_id)
    values (ws, 'email', new_email, owner, true, false, new_visitor);
    insert into contact_list_member (workspace_id, list_id, contact_id, added_at) values (ws, list, owner, at);
  else
    perform from contact where workspace_id = ws and id = owner;
  end if;
  update workspace_head set position = position + case when created then 4 else 2 end,
    visitor_number = visitor_number + 1, identified = identified + created::int
  where workspace_id = ws returning position, visitor_number into spot, num;
  insert into visitor (workspace_id, id, number, kind, contact_id, claims, created_at)
  values (ws, new_visitor, num, 'CONVERSATIONS', owner, said, at);
  spot := spot - case when created then 4 else 2 end;
  insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, actor_id, channel, contact_id, visitor_id, payload)
  select ws, spot + e.n, e.kind, at, at, 'visitor', new_visitor, 'FORM', e.contact, new_visitor, e.payload
  from (values
    (1, 'AnonymousVisitorRecorded', null::uuid, jsonb_build_object('number', num, 'visitorKind', 'CONVERSATIONS', 'sender', null, 'successorOf', null)),
    (2, 'VisitorIdentified', owner, jsonb_build_object('proven', false, 'claims', said)),
    (3, 'ContactCreated', owner, jsonb_build_object('changes', jsonb_build_array(
      state || jsonb_build_object('field', 'email', 'previous', null, 'next', new_email),
      state || jsonb_build_object('field', 'firstName', 'previous', null, 'next', new_first),
      state || jsonb_build_object('field', 'lastName', 'previous', null, 'next', new_last)))),
    (4, 'ContactListed', owner, jsonb_build_object('listId', list))
  ) e (n, kind, contact, payload) where created or e.n <= 2;
  return owner;
end $$;
