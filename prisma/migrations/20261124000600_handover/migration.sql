-- Whose turn it is in a conversation, the handover from an AI agent to a person, and what agents have not read.

alter table workspace
  add column answered_first_by text not null default 'AGENT' check (answered_first_by in ('AGENT', 'AI_AGENT')),
  add column handover_waiting_seconds int not null default 180 check (handover_waiting_seconds between 0 and 604800),
  add column handover_texts jsonb not null default '[]';

alter table conversation
  add column state text not null default 'WAITING_FOR_AGENT'
    check (state in ('WITH_AI', 'WAITING_FOR_AGENT', 'DETAILS_ASKED', 'WITH_AGENT', 'CLOSED')),
  add column language text,
  add column unread_count int not null default 0 check (unread_count >= 0),
  add column handover jsonb;
update conversation set state = 'CLOSED' where status = 'closed';
-- Conversations go by the channels that messages go by.
update conversation set channel = 'CHAT' where channel in ('FORM', 'AI_AGENT', 'AGENT');
alter table conversation alter column state drop default, alter column unread_count drop default;
alter table conversation drop column status;

-- Every event of a conversation says how it stood after it. Nothing was closed, taken or waiting until now.
update identity_event e set payload = e.payload || jsonb_build_object('state', 'WAITING_FOR_AGENT')
  || case when e.kind = 'ConversationAssigned' then '{}' else jsonb_build_object('assigneeId', null) end
where e.kind in ('ConversationOpened', 'ConversationAssigned', 'MessageReceived');
update identity_event e set payload = e.payload || jsonb_build_object('language', null) where e.kind = 'MessageReceived';

-- What came after a message that an agent read up to. Ids of messages are in the order of receipt.
create index message_inbound_idx on message (workspace_id, conversation_id, id) where direction = 'inbound';
