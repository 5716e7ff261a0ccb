/** The column as the rules write moments: always 24 characters, UTC. */
const instant = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const rows = (name: string, query: string) =>
  `(select coalesce(json_agg(r), '[]') from (${query}) r) as "${name}"`;

/**
 * A join that looks up each row on its left by an index: `offset 0` keeps the planner from turning it into a scan of
 * the whole workspace, which it finds cheap as long as the statistics say that tables are small or empty (measured: a
 * load that grew with the workspace until the first ANALYZE).
 */
export const each = (table: string, condition: string) => {
  const alias = table.split(" ")[1];
  return `cross join lateral (select ${alias}.* from ${table} where ${alias}.workspace_id = $1 and ${condition} offset 0)`;
};

/** Memberships of a deleted list or tag stay for a while (`grouping-sweep.ts`), and count for nothing. */
const standing = (table: string, id: string) =>
  `join ${table} g on g.workspace_id = $1 and g.id = ${id} and g.deleted_at is null`;

export const VISITOR = `v.id, v.number, v.kind, v.push_opted_in as "pushOptedIn", v.contact_id as "contactId", v.proven, v.claims,
  v.successor_of_visitor_id as "rootId", v.successor_of_contact_id as "rootContactId",
  v.sender_channel as "senderChannel", v.sender_address as "senderAddress", ${instant("v.created_at")} as "createdAt",
  (select json_agg(l.list_id) from visitor_list_member l ${standing("contact_list", "l.list_id")}
   where l.workspace_id = $1 and l.visitor_id = v.id) as "listIds"`;
export const CONFLICT = `f.id, f.contact_id as "contactId", f.field, f.secondary, f.verified, f.channel, f.visitor_id as "visitorId",
  f.conversation_id as "conversationId", ${instant("f.happened_at")} as "happenedAt",
  ${instant("f.opened_at")} as "openedAt", f.status, f.resolution`;
export const CONTACT = `c.id, c.status, c.email, c.phone, c.first_name as "firstName", c.middle_name as "middleName",
  c.last_name as "lastName", c.full_name as "fullName", c.gender, c.business_name as "businessName",
  c.contact_address as "contactAddress", c.billing_address as "billingAddress", c.attributes,
  c.field_states as "fieldStates", c.created_via as "createdVia", c.created_by as "createdBy",
  ${instant("c.created_at")} as "createdAt", ${instant("c.archived_at")} as "archivedAt",
  (select json_agg(json_build_object('kind', i.kind, 'value', i.value, 'primary', i."primary",
     'verified', i.verified, 'visitorId', i.visitor_id, 'provesPerson', i.proves_person))
   from identifier i where i.workspace_id = $1 and i.contact_id = c.id) as identifiers,
  (select json_agg(o) from (select ${CONFLICT} from conflict f
     where f.workspace_id = $1 and f.contact_id = c.id and f.status = 'open') o) as "openConflicts",
  (select json_agg(l.list_id) from contact_list_member l ${standing("contact_list", "l.list_id")}
   where l.workspace_id = $1 and l.contact_id = c.id) as "listIds",
  (select json_agg(t.tag_id) from contact_tag t ${standing("tag", "t.tag_id")}
   where t.workspace_id = $1 and t.contact_id = c.id) as "tagIds",
  c.assignee_id as "assigneeId", c.merged_into as "mergedInto", c.status_before_merge as "statusBeforeMerge"`;
/** A contact that is loaded whole: its visitors, suspects and merges. */
export const WHOLE = `w.id,
  (select coalesce(json_agg(v.id), '[]') from visitor v where v.workspace_id = $1 and v.contact_id = w.id) as "visitorIds",
  (select coalesce(json_agg(m.id order by m.id), '[]') from contact_merge m where m.workspace_id = $1
     and (m.survivor_id = w.id or m.loser_id = w.id) and m.undone_at is null) as "mergeIds"`;
export const MERGE = `m.id, m.cause, ${instant("m.merged_at")} as at, m.merged_by as by, m.record,
  ${instant("m.undone_at")} as "undoneAt", m.undone_by as "undoneBy"`;
export const SUSPICION = `s.id, s.contact_id as one, s.other_contact_id as other, s.reasons, s.score, s.status,
  case when s.dismissed_at is not null then jsonb_build_object('by', s.dismissed_by, 'at', ${instant("s.dismissed_at")}) end as dismissal`;
export const CONVERSATION = `k.id, k.visitor_id as "visitorId", k.channel, k.state, k.assignee_id as "assigneeId", k.language,
  k.unread_count as "unreadCount", ${instant("k.opened_at")} as "openedAt",
  ${instant("k.last_message_at")} as "lastMessageAt", k.handover`;
export const MESSAGE = `m.id, m.conversation_id as "conversationId", m.visitor_id as "visitorId", m.channel, m.author, m.direction,
  m.text, m.external_id as "externalId", ${instant("m.sent_at")} as "sentAt", ${instant("m.received_at")} as "receivedAt"`;
