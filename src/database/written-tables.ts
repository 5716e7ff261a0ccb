/** What a batch writes: the columns with their types, as `jsonb_to_recordset` takes them. */
export const COLUMNS = {
  visitor: {
    id: "uuid",
    number: "bigint",
    kind: "text",
    push_opted_in: "boolean",
    contact_id: "uuid",
    proven: "boolean",
    claims: "jsonb",
    successor_of_visitor_id: "uuid",
    successor_of_contact_id: "uuid",
    sender_channel: "text",
    sender_address: "text",
    created_at: "timestamptz",
  },
  contact: {
    id: "uuid",
    status: "text",
    email: "text",
    phone: "text",
    first_name: "text",
    middle_name: "text",
    last_name: "text",
    full_name: "text",
    gender: "text",
    business_name: "text",
    contact_address: "jsonb",
    billing_address: "jsonb",
    attributes: "jsonb",
    field_states: "jsonb",
    created_via: "text",
    created_by: "jsonb",
    created_at: "timestamptz",
    archived_at: "timestamptz",
    search_terms: "text[]",
    assignee_id: "uuid",
    merged_into: "uuid",
    status_before_merge: "text",
  },
  identifier: {
    kind: "text",
    value: "text",
    contact_id: "uuid",
    primary: "boolean",
    verified: "boolean",
    visitor_id: "uuid",
    proves_person: "boolean",
  },
  conflict: {
    id: "uuid",
    contact_id: "uuid",
    field: "text",
    secondary: "jsonb",
    verified: "boolean",
    channel: "text",
    visitor_id: "uuid",
    conversation_id: "uuid",
    happened_at: "timestamptz",
    opened_at: "timestamptz",
    status: "text",
    resolution: "jsonb",
  },
  suspected_duplicate: {
    id: "uuid",
    contact_id: "uuid",
    other_contact_id: "uuid",
    reasons: "text[]",
    score: "real",
    status: "text",
    dismissed_at: "timestamptz",
    dismissed_by: "jsonb",
    suspected_at: "timestamptz",
  },
  contact_merge: {
    id: "uuid",
    survivor_id: "uuid",
    loser_id: "uuid",
    cause: "text",
    merged_at: "timestamptz",
    merged_by: "jsonb",
    record: "jsonb",
    undone_at: "timestamptz",
    undone_by: "jsonb",
  },
  contact_list: {
    id: "uuid",
    name: "text",
    name_key: "text",
    created_at: "timestamptz",
    deleted_at: "timestamptz",
  },
  tag: {
    id: "uuid",
    name: "text",
    name_key: "text",
    created_at: "timestamptz",
    deleted_at: "timestamptz",
  },
  contact_list_member: { list_id: "uuid", contact_id: "uuid", added_at: "timestamptz" },
  visitor_list_member: { list_id: "uuid", visitor_id: "uuid", added_at: "timestamptz" },
  contact_tag: { tag_id: "uuid", contact_id: "uuid", tagged_at: "timestamptz" },
  conversation: {
    id: "uuid",
    visitor_id: "uuid",
    channel: "text",
    state: "text",
    assignee_id: "uuid",
    language: "text",
    unread_count: "int",
    opened_at: "timestamptz",
    last_message_at: "timestamptz",
    handover: "jsonb",
  },
  message: {
    id: "uuid",
    conversation_id: "uuid",
    visitor_id: "uuid",
    channel: "text",
    author: "jsonb",
    direction: "text",
    text: "text",
    external_id: "text",
    sent_at: "timestamptz",
    received_at: "timestamptz",
  },
  used_proof: { id: "text", expires_at: "timestamptz" },
} as const;
export type Table = keyof typeof COLUMNS;
export type Row<T extends Table> = { readonly [C in keyof (typeof COLUMNS)[T]]: unknown };

/** The tables of which rows change, and what names a row in its workspace. */
export type UpdatedTable =
  | "visitor"
  | "contact"
  | "identifier"
  | "conflict"
  | "suspected_duplicate"
  | "contact_merge"
  | "contact_list"
  | "tag"
  | "conversation";
export const KEYS: { readonly [T in UpdatedTable]: readonly string[] } = {
  visitor: ["id"],
  contact: ["id"],
  identifier: ["kind", "value"],
  conflict: ["id"],
  suspected_duplicate: ["id"],
  contact_merge: ["id"],
  contact_list: ["id"],
  tag: ["id"],
  conversation: ["id"],
};
/** The tables of which rows go, and what names a row in its workspace. */
export type RemovedTable =
  | "identifier"
  | "suspected_duplicate"
  | "contact_list_member"
  | "visitor_list_member"
  | "contact_tag";
export const REMOVED_BY: { readonly [T in RemovedTable]: readonly string[] } = {
  identifier: ["kind", "value"],
  suspected_duplicate: ["id"],
  contact_list_member: ["list_id", "contact_id"],
  visitor_list_member: ["list_id", "visitor_id"],
  contact_tag: ["tag_id", "contact_id"],
};
/** Columns that say when a row came to be: an update leaves them. */
export const WRITTEN_ONCE: readonly string[] = ["created_at", "suspected_at"];

export const EVENT_COLUMNS = {
  n: "int",
  kind: "text",
  recorded_at: "timestamptz",
  happened_at: "timestamptz",
  actor_type: "text",
  actor_id: "uuid",
  channel: "text",
  contact_id: "uuid",
  other_contact_id: "uuid",
  visitor_id: "uuid",
  conversation_id: "uuid",
  payload: "jsonb",
  import_id: "uuid",
};

/** Distinct per table: it is part of the statement's name. */
export const initial = (table: Table) =>
  ({
    visitor: "v",
    contact: "c",
    identifier: "i",
    conflict: "f",
    suspected_duplicate: "s",
    contact_merge: "g",
    contact_list: "n",
    tag: "b",
    contact_list_member: "l",
    visitor_list_member: "w",
    contact_tag: "t",
    conversation: "k",
    message: "m",
    used_proof: "p",
  })[table];
