-- The same work as importing the file of this benchmark, set-wise: staged, normalised and folded once, then applied in
-- chunks under the workspace's lock. It knows this load only: ten columns that are never blank but the tags, no national
-- phones, no row that matches two contacts, the first of several rows about somebody says it all.
create unlogged table bench_staged (
  line int generated always as identity (start with 2), email text, phone text, first_name text, last_name text,
  business_name text, street text, postal_code text, city text, country text, tags text
);
create unlogged table bench_person (
  line int, leader int, problem text, contact_id uuid, email text, phone text, first_name text, last_name text,
  business_name text, address jsonb, tags text[]
);

create function bench_rotations("text" text) returns setof text language sql immutable as $$
  select concat_ws(' ', variadic w[n:] || w[:n - 1]) from string_to_array(lower("text"), ' ') w, generate_series(1, cardinality(w)) n
$$;
create function bench_terms(first_name text, last_name text, business_name text, email text, phone text) returns text[]
language sql immutable as $$
  select array(select distinct t from (
    select bench_rotations(first_name || ' ' || last_name) union all select bench_rotations(business_name)
    union all values (email), (split_part(email, '@', 2)), (phone), (substr(phone, 4))) t(t))
$$;

create procedure bench_stage(ws uuid, path text) language plpgsql as $$
begin
  truncate bench_staged, bench_person restart identity;
  execute format('copy bench_staged (email, phone, first_name, last_name, business_name, street, postal_code, city, country, tags)
    from %L (format csv, header)', path);
  insert into bench_person
    select line, least(min(line) over (partition by email), min(line) over (partition by phone)),
      case when email !~ '^[^@\s]+@[^@\s]+\.[a-z0-9-]+$' then 'email' when phone !~ '^\+[1-9][0-9]{7,14}$' then 'phone'
        when first_name = '' or last_name = '' then 'name' when country !~ '^[A-Z]{2}$' then 'country' end,
      null, email, phone, first_name, last_name, business_name,
      jsonb_build_object('line1', street, 'postalCode', postal_code, 'city', city, 'country', country),
      string_to_array(nullif(tags, ''), ';')
    from (select line, lower(trim(email)) as email, regexp_replace(phone, '[\s().-]', '', 'g') as phone,
        trim(first_name) as first_name, trim(last_name) as last_name, trim(business_name) as business_name,
        trim(street) as street, trim(postal_code) as postal_code, trim(city) as city, trim(country) as country, tags
      from bench_staged) s;
  create index if not exists bench_person_line on bench_person (line);
  analyze bench_person;
end $$;

create procedure bench_chunk(ws uuid, member uuid, import uuid, low int, high int) language plpgsql as $$
declare
  at timestamptz := date_trunc('milliseconds', now());
  who jsonb := jsonb_build_object('type', 'member', 'id', member);
  state jsonb := jsonb_build_object('verified', true, 'version', 1, 'origin', jsonb_build_object('channel', 'IMPORT',
    'visitorId', null, 'conversationId', null, 'happenedAt', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
  spot bigint;
  created int;
  told int;
begin
  perform pg_advisory_xact_lock(hashtextextended(ws::text, 0));
  select position into spot from workspace_head where workspace_id = ws;
  update bench_person p set contact_id = coalesce(
      (select contact_id from identifier where workspace_id = ws and kind = 'email' and value = p.email),
      (select contact_id from identifier where workspace_id = ws and kind = 'phone' and value = p.phone))
    where line >= low and line < high and line = leader and problem is null;

  with person as materialized (
    select uuidv7() as id, row_number() over (order by line) as n, p.* from bench_person p
    where line >= low and line < high and line = leader and problem is null and contact_id is null
  ), contacts as (
    insert into contact (workspace_id, id, status, email, phone, first_name, last_name, business_name, contact_address,
      field_states, created_via, created_by, created_at, search_terms)
    select ws, id, 'active', email, phone, first_name, last_name, business_name, address,
      jsonb_build_object('email', state, 'phone', state, 'firstName', state, 'lastName', state, 'businessName', state,
        'contactAddress', state), 'IMPORT', who, at, bench_terms(first_name, last_name, business_name, email, phone)
    from person
  ), identifiers as (
    insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
    select ws, i.kind, i.value, id, true, true from person, lateral (values ('email', email), ('phone', phone)) i(kind, value)
  ), tagged as (
    insert into contact_tag (workspace_id, tag_id, contact_id, tagged_at)
    select ws, t.id, person.id, at from person, unnest(person.tags) n(name)
      join tag t on t.workspace_id = ws and t.name_key = n.name and t.deleted_at is null
  ), outcomes as (
    insert into import_outcome (workspace_id, import_id, line, outcome, contact_id)
    select ws, import, line, 'CREATED', id from person
  ), events as (
    insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, actor_id, channel, contact_id,
      payload, import_id)
    select ws, spot + n, 'ContactCreated', at, at, 'member', member, 'IMPORT', id,
      jsonb_build_object('tags', tags, 'changes', jsonb_build_array(
        state || jsonb_build_object('field', 'email', 'previous', null, 'next', email),
        state || jsonb_build_object('field', 'phone', 'previous', null, 'next', phone),
        state || jsonb_build_object('field', 'firstName', 'previous', null, 'next', first_name),
        state || jsonb_build_object('field', 'lastName', 'previous', null, 'next', last_name),
        state || jsonb_build_object('field', 'businessName', 'previous', null, 'next', business_name),
        state || jsonb_build_object('field', 'contactAddress', 'previous', null, 'next', address))), import
    from person
  ) select count(*) into created from person;

  with person as materialized (
    select m.*, case when other_first or other_last or other_business then 'CONFLICTING'
      when no_email or no_phone or no_business or no_address or untagged then 'FILLED' else 'UNCHANGED' end as outcome
    from (select p.*, c.email is null as no_email, c.phone is null as no_phone, c.business_name is null as no_business,
        c.contact_address is null as no_address, c.first_name as old_first, c.last_name as old_last,
        c.business_name as old_business, lower(c.first_name) <> lower(p.first_name) as other_first,
        lower(c.last_name) <> lower(p.last_name) as other_last,
        coalesce(lower(c.business_name) <> lower(p.business_name), false) as other_business,
        exists (select from tag t where t.workspace_id = ws and t.name_key = any(p.tags) and t.deleted_at is null
          and not exists (select from contact_tag k where k.workspace_id = ws and k.tag_id = t.id and k.contact_id = c.id))
          as untagged
      from bench_person p join contact c on c.workspace_id = ws and c.id = p.contact_id
      where p.line >= low and p.line < high and p.line = p.leader and p.problem is null and p.contact_id is not null) m
  ), tagged as (
    insert into contact_tag (workspace_id, tag_id, contact_id, tagged_at)
    select ws, t.id, person.contact_id, at from person, unnest(person.tags) n(name)
      join tag t on t.workspace_id = ws and t.name_key = n.name and t.deleted_at is null
    where untagged on conflict do nothing
  ), filled as (
    update contact c set email = coalesce(c.email, p.email), phone = coalesce(c.phone, p.phone),
      business_name = coalesce(c.business_name, p.business_name), contact_address = coalesce(c.contact_address, p.address),
      field_states = c.field_states || case when no_email then jsonb_build_object('email', state) else '{}' end
        || case when no_phone then jsonb_build_object('phone', state) else '{}' end
        || case when no_business then jsonb_build_object('businessName', state) else '{}' end
        || case when no_address then jsonb_build_object('contactAddress', state) else '{}' end,
      search_terms = bench_terms(c.first_name, c.last_name, coalesce(c.business_name, p.business_name),
        coalesce(c.email, p.email), coalesce(c.phone, p.phone))
    from person p where c.workspace_id = ws and c.id = p.contact_id and (no_email or no_phone or no_business or no_address)
  ), identifiers as (
    insert into identifier (workspace_id, kind, value, contact_id, "primary", verified)
    select ws, 'email', email, contact_id, true, true from person where no_email
    union all select ws, 'phone', phone, contact_id, true, true from person where no_phone
  ), conflicts as (
    insert into conflict (workspace_id, id, contact_id, field, secondary, verified, channel, happened_at, opened_at, status)
    select ws, uuidv7(), contact_id, f.field, to_jsonb(f.value), true, 'IMPORT', at, at, 'open'
    from person, lateral (values ('firstName', first_name, other_first), ('lastName', last_name, other_last),
      ('businessName', business_name, other_business)) f(field, value, differs)
    where f.differs
  ), outcomes as (
    insert into import_outcome (workspace_id, import_id, line, outcome, contact_id)
    select ws, import, line, outcome, contact_id from person
  ), told as (
    select row_number() over (order by line) as n, p.* from person p where outcome <> 'UNCHANGED'
  ), events as (
    insert into identity_event (workspace_id, position, kind, recorded_at, happened_at, actor_type, actor_id, channel, contact_id,
      payload, import_id)
    select ws, spot + created + n, case outcome when 'FILLED' then 'ContactUpdated' else 'ConflictOpened' end, at, at,
      'member', member, 'IMPORT', contact_id, jsonb_build_object('cause', 'FILLED', 'tags', tags, 'changes',
        (select coalesce(jsonb_agg(state || jsonb_build_object('field', f.field, 'previous', f.previous, 'next', f.next)), '[]')
         from (values ('email', null, to_jsonb(email), no_email), ('phone', null, to_jsonb(phone), no_phone),
           ('businessName', null, to_jsonb(business_name), no_business), ('contactAddress', null, address, no_address),
           ('firstName', old_first, to_jsonb(first_name), other_first), ('lastName', old_last, to_jsonb(last_name), other_last),
           ('businessName', old_business, to_jsonb(business_name), other_business)
         ) f(field, previous, next, told) where f.told)), import
    from told
  ) select count(*) into told from told;

  insert into import_outcome (workspace_id, import_id, line, outcome, detail)
    select ws, import, line, case when problem is null then 'REPEATED' else 'REFUSED' end, jsonb_build_object('problem', problem)
    from bench_person where line >= low and line < high and (problem is not null or line <> leader);
  update workspace_head set position = position + created + told, identified = identified + created where workspace_id = ws;
end $$;

create procedure bench_import(ws uuid, member uuid, import uuid, path text, chunk int) language plpgsql as $$
declare
  last int;
begin
  call bench_stage(ws, path);
  commit;
  select max(line) into last from bench_person;
  for low in 2..last by chunk loop
    call bench_chunk(ws, member, import, low, low + chunk);
    commit;
  end loop;
end $$;
