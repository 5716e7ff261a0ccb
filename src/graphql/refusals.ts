import { builder } from "./builder.ts";
import { REFUSALS, type RefusalName } from "./refusal-names.ts";

/** What a mutation's resolver answers: its payload or a refusal, told apart by the name of their GraphQL types. */
export interface Named {
  readonly __typename: string;
}
export interface RefusalValue extends Named {
  readonly __typename: RefusalName;
  /** A sentence for people, in English, that repeats no value. Without one, the refusal's description is used. */
  readonly message?: string;
}

const codeOf = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();

const RefusalCode = builder.enumType("RefusalCode", {
  description: "Why a mutation did not do what was asked: one code a refusal type.",
  values: Object.fromEntries(
    Object.entries(REFUSALS).map(([name, description]) => [
      codeOf(name),
      { value: name as RefusalName, description },
    ]),
  ),
});

export const Refusal = builder.interfaceRef<RefusalValue>("Refusal").implement({
  description:
    "The answer of a mutation that did not do what was asked, for a reason that callers should expect. Nothing was written.",
  fields: (t) => ({
    message: t.string({
      description: "A sentence for people, in English. Programs go by `code`.",
      resolve: (refusal) => refusal.message ?? REFUSALS[refusal.__typename],
    }),
    code: t.field({
      type: RefusalCode,
      description: "For programs: one per refusal type, and stable.",
      resolve: (refusal) => refusal.__typename,
    }),
  }),
});

/** Defines the type of a refusal that says nothing but its message. */
export const plainRefusal = (name: RefusalName) =>
  builder
    .objectRef<RefusalValue>(name)
    .implement({ description: REFUSALS[name], interfaces: [Refusal] });

export interface InputProblemValue {
  readonly path: string;
  readonly problem: InputProblemKind;
  readonly message: string;
}
export type InputProblemKind = keyof typeof INPUT_PROBLEMS;

const INPUT_PROBLEMS = {
  MALFORMED: "Not what the field is made of: no email address, no phone number, no id, …",
  PLACEHOLDER: 'Stands for "nothing", such as `null`, `none@none.com` or `0000000`.',
  TOO_LONG: "Longer than the field may be.",
  TOO_SHORT: "Shorter than the field must be.",
  REPEATED: "Given more than once where once is enough.",
  ILL_ENCODED: "Holds a NUL character or half of a surrogate pair.",
  BLANK: "Empty, or nothing but white space.",
  UNKNOWN_COUNTRY: "No country of ISO 3166-1 (alpha-2).",
  UNKNOWN_PART: "A part that the field does not have.",
} as const;

const InputProblemKind = builder.enumType("InputProblemKind", {
  description: "What is wrong with one given value.",
  values: Object.fromEntries(
    Object.entries(INPUT_PROBLEMS).map(([name, description]) => [
      name,
      { value: name as InputProblemKind, description },
    ]),
  ),
});

const InputProblem = builder.objectRef<InputProblemValue>("InputProblem").implement({
  description: "One given value that can't be taken.",
  fields: (t) => ({
    path: t.exposeString("path", {
      description: "Where it stands in the input. Example: `claims.contactAddress.country`.",
    }),
    problem: t.field({
      type: InputProblemKind,
      description: "What is wrong with it.",
      resolve: (problem) => problem.problem,
    }),
    message: t.exposeString("message", {
      description: "A sentence for people, in English, that does not repeat the value.",
    }),
  }),
});

export interface InvalidInputValue extends RefusalValue {
  readonly problems: readonly InputProblemValue[];
}
export const InvalidInput = builder.objectRef<InvalidInputValue>("InvalidInput").implement({
  description: REFUSALS.InvalidInput,
  interfaces: [Refusal],
  fields: (t) => ({
    problems: t.field({
      type: [InputProblem],
      description: "All of them, at least one, in the order of the fields.",
      resolve: (refusal) => [...refusal.problems],
    }),
  }),
});

export const invalidInput = (...problems: readonly InputProblemValue[]): InvalidInputValue => ({
  __typename: "InvalidInput",
  problems,
});
