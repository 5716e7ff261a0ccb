import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** Decides that a suspected pair is two people (SPEC 6.1). */
export const dismissDuplicate =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (caller: TrustedCaller, input: { readonly suspicionId: string }): Promise<ContactResult> =>
    runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "DismissDuplicate",
      suspicionId: input.suspicionId,
    }));
