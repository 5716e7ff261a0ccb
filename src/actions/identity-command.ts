import type { IntegrationCaller, MemberCaller, VisitorCaller } from "../auth/caller.ts";
import { newCommandId } from "../auth/new-id.ts";
import type { ProofProblem } from "../auth/proof.ts";
import type { WorkspaceSecretStore, WorkspaceSecrets } from "../auth/workspace-secrets.ts";
import type { ConversationRefusal } from "../conversation/refusals.ts";
import type { Database } from "../database/open.ts";
import type { CommandHead } from "../identity/commands.ts";
import type { Actor, Channel } from "../identity/model.ts";
import type { InvalidValue, Refusal, ValueProblem } from "../identity/refusals.ts";
import type { IdentityWriter } from "./identity-writer.ts";

/** What the actions that change who is who need. */
export interface IdentityDeps {
  readonly writer: IdentityWriter;
  readonly database: Pick<Database, "pool">;
  readonly secrets: WorkspaceSecretStore;
  readonly now: () => Date;
}

/** Someone who may act in a workspace. */
export type ActingCaller = MemberCaller | IntegrationCaller | VisitorCaller;
export type TrustedCaller = MemberCaller | IntegrationCaller;

/** One given value, other than a field's, that can't be taken. `path` is where it stands in the input. */
export interface InputProblem {
  readonly path: string;
  readonly problem: ValueProblem;
  readonly message: string;
}

/** What an identity action answers when it did nothing: the rules' refusals, and those of what a caller may say. */
export type IdentityRefusal =
  | Refusal
  | ConversationRefusal
  | {
      readonly code: "CHANNEL_NOT_ALLOWED";
      readonly channel: Channel;
      readonly allowed: readonly Channel[];
    }
  | { readonly code: "INVALID_INPUT"; readonly problems: readonly InputProblem[] }
  | { readonly code: "PROOF_REFUSED"; readonly reason: ProofProblem }
  /** `verified: true` by an integration key without the scope `IDENTIFY_VERIFIED`. */
  | { readonly code: "VOUCHING_NOT_ALLOWED" };

export interface Refused {
  readonly ok: false;
  readonly refusal: IdentityRefusal;
}
export type IdentityResult<Done> = ({ readonly ok: true } & Done) | Refused;

export const refuse = (refusal: IdentityRefusal): Refused => ({ ok: false, refusal });
export const refuseValues = (problems: readonly InvalidValue[]): Refused =>
  refuse({ code: "INVALID_VALUES", problems });

/** A new command of the caller, in the caller's workspace. */
export function commandHead(caller: ActingCaller, now: Date): CommandHead {
  return {
    workspaceId: caller.workspaceId,
    id: newCommandId(),
    at: now.toISOString(),
    actor: actorOf(caller),
  };
}

export function actorOf(caller: ActingCaller): Actor {
  switch (caller.type) {
    case "member":
      return { type: "member", id: caller.memberId };
    case "integration":
      return { type: "integration", id: caller.keyId };
    case "visitor":
      return { type: "visitor", id: caller.visitorId };
  }
}

/** The caller's workspace. That it exists was checked with the caller's token. */
export async function workspaceOf(
  deps: Pick<IdentityDeps, "secrets">,
  caller: ActingCaller,
): Promise<WorkspaceSecrets> {
  const workspace = await deps.secrets.find(caller.workspaceId);
  if (workspace === null) throw new Error(`no workspace ${caller.workspaceId}`);
  return workspace;
}

/** Nothing that is told here happened earlier, and PostgreSQL has no year 0. */
const EARLIEST = 0;

/** When something happened, as far as it is believed: never later than receipt (SPEC 4). */
export function cappedAt(now: Date, said: Date | string | null): string {
  const time = said === null ? Number.NaN : new Date(said).getTime();
  if (Number.isNaN(time)) return now.toISOString();
  return new Date(Math.max(EARLIEST, Math.min(time, now.getTime()))).toISOString();
}
