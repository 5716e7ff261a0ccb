import type { PasswordProblem } from "../auth/password.ts";
import type { IdentifierKind, Owner } from "../identity/model.ts";
import type { ValueProblem } from "../identity/refusals.ts";

/** One given value that can't be taken. `path` is where it stands in the input, such as `chatForm.0.field`. */
export interface PeopleInputProblem {
  readonly path: string;
  readonly problem: ValueProblem | PasswordProblem | "REPEATED";
  /** A sentence for people. It never repeats the value. */
  readonly message: string;
}

export type SignInProblem =
  /** Email and password do not belong together, or not in that workspace. */
  | "WRONG_CREDENTIALS"
  /** Too many failures for this email or from this address: none is tried until `retryAfterSeconds` have passed. */
  | "TOO_MANY_FAILURES"
  /** Right, but in more than one workspace: say which. */
  | "WORKSPACE_NEEDED";

/** A refusal of the actions on workspaces, members and keys: a value, not an exception. Nothing was written. */
export type PeopleRefusal =
  | { readonly code: "INVALID_INPUT"; readonly problems: readonly PeopleInputProblem[] }
  | { readonly code: "IDENTIFIER_TAKEN"; readonly field: IdentifierKind; readonly holder: Owner }
  | { readonly code: "WORKSPACE_NOT_FOUND" }
  | { readonly code: "MEMBER_NOT_FOUND" }
  | { readonly code: "LAST_ADMIN" }
  | { readonly code: "INTEGRATION_KEY_NOT_FOUND" }
  | {
      readonly code: "SIGN_IN_REFUSED";
      readonly problem: SignInProblem;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly code: "SESSION_ENDED" };

type RefusalOf<Code extends PeopleRefusal["code"]> = Extract<PeopleRefusal, { code: Code }>;

/** The answer of an action: what it did, or one of the refusals that it knows. */
export type Result<Done, Code extends PeopleRefusal["code"]> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly refusal: RefusalOf<Code> };

export const refuse = <Refusal extends PeopleRefusal>(refusal: Refusal) =>
  ({ ok: false, refusal }) as const;

export const refuseInput = (problems: readonly PeopleInputProblem[]) =>
  refuse({ code: "INVALID_INPUT", problems });
