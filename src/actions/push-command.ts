import type { IdentityCommand } from "../identity/commands.ts";
import {
  type ActingCaller,
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
} from "./identity-command.ts";

/** A visitor speaks for itself; others name one. */
export interface PushInput {
  readonly visitorId: string | null;
}

/** Opting in and out of push (SPEC 2.2): both concern one visitor and nothing else. */
export const pushCommand =
  (deps: Pick<IdentityDeps, "writer" | "now">, type: "OptInToPush" | "OptOutOfPush") =>
  async (
    caller: ActingCaller,
    input: PushInput,
  ): Promise<IdentityResult<{ readonly visitorId: string }>> => {
    const visitorId = ownOrNamed(caller, input.visitorId);
    if (visitorId === null)
      return refuse({ code: "VISITOR_NOT_FOUND", visitorId: input.visitorId ?? "" });
    const command: IdentityCommand = { ...commandHead(caller, deps.now()), type, visitorId };
    const decision = await deps.writer.execute(command);
    if (decision.outcome === "refused") return refuse(decision.refusal);
    return { ok: true, visitorId };
  };

/** Whom a caller acts for: a visitor for itself alone, others for whom they name. Null: nobody, or somebody else. */
export function ownOrNamed(caller: ActingCaller, named: string | null): string | null {
  if (caller.type !== "visitor") return named;
  return named === null || named === caller.visitorId ? caller.visitorId : null;
}
