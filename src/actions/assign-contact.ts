import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** Says whose a contact's new conversations and messages are (SPEC 3.9). Null: nobody's. */
export const assignContact =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (
    caller: TrustedCaller,
    input: { readonly contactId: string; readonly assigneeId: string | null },
  ): Promise<ContactResult> =>
    runContactCommand(deps, caller, (head) => ({ ...head, type: "AssignContact", ...input }));
