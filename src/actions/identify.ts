import type { Decision } from "../identity/decision.ts";
import { type IdentifyInput, identifyCommand } from "./identify-command.ts";
import {
  type ActingCaller,
  type IdentityDeps,
  type IdentityResult,
  refuse,
} from "./identity-command.ts";

/** What identify came to. How much of it the caller may see is for the one who answers it to decide (SPEC 4). */
export interface Identified {
  readonly visitorId: string;
  readonly contactId: string | null;
  /** P10: the visitor that stands in for the proven contact on this device. */
  readonly successorVisitorId: string | null;
  readonly newConflictIds: readonly string[];
  readonly newSuspicionIds: readonly string[];
}

/** SPEC 4: a visitor says, or somebody says of it, who it is. */
export const identify =
  (deps: IdentityDeps) =>
  async (caller: ActingCaller, input: IdentifyInput): Promise<IdentityResult<Identified>> => {
    const built = await identifyCommand(deps, caller, input);
    if (!built.ok) return built;
    return identified(built.command.visitorId, await deps.writer.execute(built.command));
  };

export function identified(visitorId: string, decision: Decision): IdentityResult<Identified> {
  if (decision.outcome === "refused") return refuse(decision.refusal);
  const { contactId, successorVisitorId } = decision.subject;
  return {
    ok: true,
    visitorId,
    contactId,
    successorVisitorId,
    newConflictIds: decision.events.flatMap((event) =>
      event.kind === "ConflictOpened" ? [event.conflictId] : [],
    ),
    newSuspicionIds: decision.events.flatMap((event) =>
      event.kind === "DuplicateSuspected" ? [event.suspicionId] : [],
    ),
  };
}
