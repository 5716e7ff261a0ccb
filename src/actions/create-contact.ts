import { normalizeClaims, type RawClaims } from "../identity/normalize/claims.ts";
import { type ContactResult, runContactCommand } from "./contact-command.ts";
import {
  type IdentityDeps,
  refuseValues,
  type TrustedCaller,
  workspaceOf,
} from "./identity-command.ts";

/** By hand (SPEC 3.2). Problems name their place below `values`. */
export const createContact =
  (deps: IdentityDeps) =>
  async (caller: TrustedCaller, input: { readonly values: RawClaims }): Promise<ContactResult> => {
    const { country } = await workspaceOf(deps, caller);
    const { claims, problems } = normalizeClaims(input.values, country, "values");
    if (problems.length > 0) return refuseValues(problems);
    return runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "CreateContact",
      values: claims,
    }));
  };
