import type { RawClaims } from "../identity/normalize/claims.ts";
import { normalizeUpdates } from "../identity/normalize/updates.ts";
import { type ContactResult, runContactCommand } from "./contact-command.ts";
import {
  type IdentityDeps,
  refuseValues,
  type TrustedCaller,
  workspaceOf,
} from "./identity-command.ts";

/** By field: what is absent stays, null clears (SPEC 3.4). Problems name their place below `values`. */
export const updateContact =
  (deps: IdentityDeps) =>
  async (
    caller: TrustedCaller,
    input: { readonly contactId: string; readonly values: RawClaims },
  ): Promise<ContactResult> => {
    const { country } = await workspaceOf(deps, caller);
    const { values, problems } = normalizeUpdates(input.values, country, "values");
    if (problems.length > 0) return refuseValues(problems);
    return runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "UpdateContact",
      contactId: input.contactId,
      values,
    }));
  };
