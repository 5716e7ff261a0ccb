import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** Brings an archived contact back by hand (SPEC 3.5). */
export const unarchiveContact =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (caller: TrustedCaller, input: { readonly contactId: string }): Promise<ContactResult> =>
    runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "UnarchiveContact",
      contactId: input.contactId,
    }));
