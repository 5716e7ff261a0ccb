import type { Build } from "./load-build.ts";
import { CONVERSATION, each, MESSAGE, rows } from "./load-columns.ts";
import type { LoadRequest } from "./load-request.ts";

/** What the statement says of conversations: those that are named, each visitor's latest, and what was stored before. */
export function conversationParts(wanted: LoadRequest, { value, has, results }: Build): void {
  if (has("messages", wanted.externalMessages.length > 0)) {
    const channels = value(wanted.externalMessages.map((one) => one.channel));
    const ids = value(wanted.externalMessages.map((one) => one.externalId));
    results.push(
      rows(
        "messages",
        `select ${MESSAGE} from unnest(${channels}::text[], ${ids}::text[]) as given(channel, id)
         ${each("message m", "m.channel = given.channel and m.external_id = given.id")} m`,
      ),
    );
  }
  if (has("talks", wanted.conversationIds.length > 0)) {
    const ids = value(wanted.conversationIds);
    results.push(
      rows(
        "conversations",
        `select ${CONVERSATION}, exists (select from message m where m.workspace_id = $1 and m.conversation_id = k.id
           and m.visitor_id = k.visitor_id and m.direction = 'inbound') as "hasInboundMessage"
         from unnest(${ids}::uuid[]) wanted(id) ${each("conversation k", "k.id = wanted.id")} k`,
      ),
    );
  }
  if (has("latest", wanted.latestOnChannels.length > 0)) {
    results.push(
      rows(
        "latest",
        `select k.* from named v cross join unnest(${value(wanted.latestOnChannels)}::text[]) as on_channel(name)
         cross join lateral (select ${CONVERSATION} from conversation k where k.workspace_id = $1 and k.visitor_id = v.id
           and k.channel = on_channel.name and k.state <> 'CLOSED' order by k.last_message_at desc, k.id desc limit 1) k`,
      ),
    );
  }
  if (has("readmarks", wanted.readThrough.length > 0)) {
    const ids = value(wanted.readThrough.map((one) => one.conversationId));
    const through = value(wanted.readThrough.map((one) => one.messageId));
    results.push(
      rows(
        "readMarks",
        `select given.id as "conversationId", given.through as "messageId",
           (select count(*) from message a where a.workspace_id = $1 and a.conversation_id = m.conversation_id
              and a.direction = 'inbound' and a.id > m.id) as "after"
         from unnest(${ids}::uuid[], ${through}::uuid[]) as given(id, through)
         ${each("message m", "m.id = given.through and m.conversation_id = given.id")} m`,
      ),
    );
  }
  if (has("settings", wanted.settings))
    results.push(
      `jsonb_build_object('answeredFirstBy', w.answered_first_by, 'waitingSeconds', w.handover_waiting_seconds,
         'texts', w.handover_texts) as settings`,
    );
}
