import type { ConflictChoice } from "../identity/model.ts";
import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** An agent decides, or switches a decision (SPEC 5). `mainVersion` is that of the value the agent was looking at. */
export const resolveConflict =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (
    caller: TrustedCaller,
    input: {
      readonly conflictId: string;
      readonly choice: ConflictChoice;
      readonly mainVersion: number;
      readonly customerConfirmed: boolean;
    },
  ): Promise<ContactResult> => {
    const { conflictId, choice, mainVersion, customerConfirmed } = input;
    return runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "ResolveConflict",
      conflictId,
      choice,
      mainVersion,
      customerConfirmed,
    }));
  };
