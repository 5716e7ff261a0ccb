import { newVisitorId } from "../auth/new-id.ts";
import { findSenderAddress } from "../database/visitor-sender.ts";
import type { Identify } from "../identity/commands.ts";
import {
  ACCOUNT_CHANNELS,
  type Channel,
  CONVERSATION_CHANNELS,
  NUMBER_CHANNELS,
  type Sender,
} from "../identity/model.ts";
import { normalizeClaims, type RawClaims, type Values } from "../identity/normalize/claims.ts";
import {
  type ActingCaller,
  cappedAt,
  commandHead,
  type IdentityDeps,
  type Refused,
  refuse,
  refuseValues,
  workspaceOf,
} from "./identity-command.ts";
import { judgeClaims } from "./judge-claims.ts";
import { ownOrNamed } from "./push-command.ts";
import { contradictions, readProof } from "./signed-claims.ts";

/** What a caller says of a visitor. Ids are uuids; absent ones are null. */
export interface IdentifyInput {
  readonly visitorId: string | null;
  readonly channel: Channel;
  readonly claims: RawClaims;
  readonly conversationId: string | null;
  readonly happenedAt: Date | null;
  /** A token signed by the business's server. */
  readonly proof: string | null;
  /** An integration key with the scope `IDENTIFY_VERIFIED` vouches for all values; a member always does. */
  readonly verified: boolean;
}

/** The channels that each kind of caller may speak for. */
const CHANNELS: { readonly [T in ActingCaller["type"]]: readonly Channel[] } = {
  visitor: ["FORM", "CHAT", "LOGIN"],
  integration: [...CONVERSATION_CHANNELS.filter((one) => one !== "AGENT"), ...ACCOUNT_CHANNELS],
  member: ["AGENT"],
};

/** Normalised (V1, V2) and judged value by value (SPEC 4): the command that an input comes to, or why there is none. */
export async function identifyCommand(
  deps: Pick<IdentityDeps, "database" | "secrets" | "now">,
  caller: ActingCaller,
  input: IdentifyInput,
): Promise<{ readonly ok: true; readonly command: Identify } | Refused> {
  const { channel, proof } = input;
  const allowed = CHANNELS[caller.type];
  if (!allowed.includes(channel)) return refuse({ code: "CHANNEL_NOT_ALLOWED", channel, allowed });
  const visitorId = ownOrNamed(caller, input.visitorId);
  if (visitorId === null)
    return refuse({ code: "VISITOR_NOT_FOUND", visitorId: input.visitorId ?? "" });
  if (input.verified && !mayVouch(caller)) return refuse({ code: "VOUCHING_NOT_ALLOWED" });

  const now = deps.now();
  const { workspaceId } = caller;
  const workspace = await workspaceOf(deps, caller);
  const { claims: given, problems } = normalizeClaims(input.claims, workspace.country);
  // What an AI agent captured is as good as it can be: only the field that can't be read is dropped (V1).
  if (problems.length > 0 && channel !== "AI_AGENT") return refuseValues(problems);
  const read =
    proof === null
      ? null
      : await readProof({ token: proof, workspaceId, visitorId, workspace, now });
  if (read && !read.ok) return read;
  const signed = read?.signed ?? null;
  const wrong = contradictions(given, signed?.claims ?? {});
  if (wrong.length > 0) return refuseValues(wrong);

  const sender = await senderOf(deps, caller, visitorId, channel, given);
  const judged = judgeClaims({
    given,
    signed: signed?.claims ?? {},
    vouched: caller.type === "member" || input.verified,
    loggedIn: caller.type === "integration" && ACCOUNT_CHANNELS.some((one) => one === channel),
    number: sender?.address ?? null,
  });
  return {
    ok: true,
    command: {
      ...commandHead(caller, now),
      type: "Identify",
      visitorId,
      channel,
      ...judged,
      conversationId: input.conversationId,
      happenedAt: cappedAt(now, signed?.happenedAt ?? (mayVouch(caller) ? input.happenedAt : null)),
      withInboundMessage: false,
      proofId: signed?.proofId ?? null,
      proofExpiresAt: signed?.expiresAt ?? null,
      sender,
      successorVisitorId: newVisitorId(),
    },
  };
}

/** A trusted caller (SPEC 4): its word makes a value verified, and is believed about when something happened. */
const mayVouch = (caller: ActingCaller): boolean =>
  caller.type === "member" ||
  (caller.type === "integration" && caller.scopes.includes("IDENTIFY_VERIFIED"));

/**
 * WhatsApp and SMS prove their sender's number, and nothing else that the sender types (SPEC 4): not the number of
 * somebody else, typed by a visitor that is known to be another one.
 */
async function senderOf(
  deps: Pick<IdentityDeps, "database">,
  caller: ActingCaller,
  visitorId: string,
  channel: Channel,
  { phone }: Values,
): Promise<Sender | null> {
  const number = NUMBER_CHANNELS.find((one) => one === channel);
  if (caller.type !== "integration" || number === undefined || typeof phone !== "string")
    return null;
  const known = await findSenderAddress(deps.database.pool, caller.workspaceId, visitorId);
  return known === null || known === phone ? { channel: number, address: phone } : null;
}
