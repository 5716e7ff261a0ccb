import type { Actor } from "../identity/model.ts";

/**
 * A message may have an id that its writer gave it, so that it can be sent again when an answer was lost. It is kept where
 * channels' ids are, told from them by its beginning, and is one writer's: nobody meets a message of somebody else's.
 */
const REPLY = "reply:";
const MESSAGE = "request:";

/** Of a reply: one writer's in one conversation. */
export const replyKey = (conversationId: string, actor: Actor, requestId: string | null) =>
  requestId === null
    ? null
    : `${REPLY}${conversationId}:${actor.type === "system" ? "" : actor.id}:${requestId}`;

/** Of what a visitor writes. */
export const messageKey = (visitorId: string, requestId: string | null) =>
  requestId === null ? null : `${MESSAGE}${visitorId}:${requestId}`;

export const isRequestKey = (externalId: string | null): boolean =>
  externalId !== null && (externalId.startsWith(REPLY) || externalId.startsWith(MESSAGE));
