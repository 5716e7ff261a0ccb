import { type ContactResult, runContactCommand } from "./contact-command.ts";
import type { IdentityDeps, TrustedCaller } from "./identity-command.ts";

/** Hides a contact (SPEC 3.5). Archiving an archived one is no error and changes nothing. */
export const archiveContact =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  (caller: TrustedCaller, input: { readonly contactId: string }): Promise<ContactResult> =>
    runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "ArchiveContact",
      contactId: input.contactId,
    }));
