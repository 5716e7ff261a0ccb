import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** Makes a visitor anonymous again (SPEC 3.2); answers the contact that it was linked to. */
export const unlinkVisitor =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (caller: TrustedCaller, input: { readonly visitorId: string }): Promise<ContactResult> =>
    runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "UnlinkVisitor",
      visitorId: input.visitorId,
    }));
