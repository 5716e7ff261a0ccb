import { ACTIVITIES, type Activity, type Signal } from "../conversation/signal.ts";
import type { Actor } from "../identity/model.ts";

/** Payloads of NOTIFY end at 8,000 bytes. */
const PAYLOAD_BYTES = 7_900;

/** A signal in a line: some 150 characters, all of them ASCII. */
export function signalLine(signal: Signal): string {
  const { workspaceId, conversationId, activity, actor, sentAt } = signal;
  const id = actor.type === "system" ? "-" : actor.id;
  return [workspaceId, conversationId, activity, actor.type, id, sentAt.getTime()].join(" ");
}

/** Null for what is no signal of this version: another one may be running beside it. */
export function parseSignalLine(line: string): Signal | null {
  const [workspaceId, conversationId, activity, type, id, millis] = line.split(" ");
  const known = ACTIVITIES.find((name): name is Activity => name === activity);
  const actor = type !== undefined && id !== undefined ? actorOf(type, id) : null;
  const sentAt = new Date(Number(millis));
  if (!workspaceId || !conversationId || !known || !actor || Number.isNaN(sentAt.getTime()))
    return null;
  return { workspaceId, conversationId, activity: known, actor, sentAt };
}

function actorOf(type: string, id: string): Actor | null {
  if (type === "system") return { type };
  return type === "visitor" || type === "member" || type === "integration" ? { type, id } : null;
}

/** Takes lines from the front, as many as go into `atMost` payloads. */
export function takePayloads(lines: string[], atMost: number): string[] {
  const payloads: string[] = [];
  let taken = 0;
  while (taken < lines.length && payloads.length < atMost) {
    let payload = lines[taken++] as string;
    for (let next = lines[taken]; next !== undefined; next = lines[taken]) {
      if (payload.length + 1 + next.length > PAYLOAD_BYTES) break;
      payload += `\n${next}`;
      taken += 1;
    }
    payloads.push(payload);
  }
  lines.splice(0, taken);
  return payloads;
}
