import type { PeopleRefusal, SignInProblem as Problem } from "../actions/people-refusals.ts";
import { builder } from "./builder.ts";
import { identifierTaken } from "./identifier-taken.ts";
import { REFUSALS } from "./refusal-names.ts";
import { invalidInput, plainRefusal, Refusal, type RefusalValue } from "./refusals.ts";

export const WorkspaceNotFound = plainRefusal("WorkspaceNotFound");
export const SessionEnded = plainRefusal("SessionEnded");
export const MemberNotFound = plainRefusal("MemberNotFound");
export const LastAdmin = plainRefusal("LastAdmin");
export const IntegrationKeyNotFound = plainRefusal("IntegrationKeyNotFound");

const SIGN_IN_PROBLEMS = {
  WRONG_CREDENTIALS:
    "Email and password do not belong together, or not in that workspace. It does not tell whether the email is known.",
  TOO_MANY_FAILURES:
    "Too many failures for this email or from this address. None is tried until `retryAfterSeconds` have passed.",
  WORKSPACE_NEEDED: "Right, but in several workspaces: sign in with `workspaceId`.",
} as const;

const SignInProblem = builder.enumType("SignInProblem", {
  description: "Why a sign-in was refused.",
  values: Object.fromEntries(
    Object.entries(SIGN_IN_PROBLEMS).map(([name, description]) => [
      name,
      { value: name as Problem, description },
    ]),
  ),
});

interface SignInRefusedValue extends RefusalValue {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;
}
export const SignInRefused = builder.objectRef<SignInRefusedValue>("SignInRefused").implement({
  description: REFUSALS.SignInRefused,
  interfaces: [Refusal],
  fields: (t) => ({
    problem: t.field({
      type: SignInProblem,
      description: "Why it was refused.",
      resolve: (refusal) => refusal.problem,
    }),
    retryAfterSeconds: t.exposeInt("retryAfterSeconds", {
      nullable: true,
      description: "After `TOO_MANY_FAILURES`: how long to wait. Null otherwise.",
    }),
  }),
});

/** The refusal of an action on people, as the API answers it. */
export function peopleRefusal(refusal: PeopleRefusal): RefusalValue {
  switch (refusal.code) {
    case "INVALID_INPUT":
      return invalidInput(...refusal.problems);
    case "IDENTIFIER_TAKEN":
      return identifierTaken(refusal);
    case "SIGN_IN_REFUSED": {
      const { problem, retryAfterSeconds } = refusal;
      const signIn = { __typename: "SignInRefused", problem, retryAfterSeconds } as const;
      return { ...signIn, message: SIGN_IN_MESSAGES[problem] } satisfies SignInRefusedValue;
    }
    case "WORKSPACE_NOT_FOUND":
      return { __typename: "WorkspaceNotFound" };
    case "MEMBER_NOT_FOUND":
      return { __typename: "MemberNotFound" };
    case "LAST_ADMIN":
      return { __typename: "LastAdmin" };
    case "INTEGRATION_KEY_NOT_FOUND":
      return { __typename: "IntegrationKeyNotFound" };
    case "SESSION_ENDED":
      return { __typename: "SessionEnded" };
  }
}

const SIGN_IN_MESSAGES: Record<Problem, string> = {
  WRONG_CREDENTIALS: "Email and password do not belong together, or not in that workspace.",
  TOO_MANY_FAILURES: "Too many failed sign-ins. Wait, then try again.",
  WORKSPACE_NEEDED: "This email and password belong to several workspaces: say which.",
};
