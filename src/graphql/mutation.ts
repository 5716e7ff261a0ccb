import type { InputObjectRef, ObjectParam, ObjectRef } from "@pothos/core";
import type { AuthScopes } from "./auth-scopes.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import type { Context } from "./context.ts";
import { forgetAll } from "./loaders.ts";
import { InvalidInput, invalidInput, type Named, type RefusalValue } from "./refusals.ts";
import { findIllEncoded } from "./well-encoded.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

export interface MutationDefinition<Input extends object, Payload extends Named> {
  readonly description: string;
  /** Who may call it: any of these is enough. Null: anybody, without a token. */
  readonly authScopes: Partial<AuthScopes> | null;
  readonly input: InputObjectRef<Types, Input>;
  readonly payload: ObjectRef<Types, Payload>;
  /** Besides `InvalidInput`, which every mutation may answer. */
  readonly refusals: readonly ObjectParam<Types>[];
  readonly resolve: (input: Input, context: Context) => Promise<Payload | RefusalValue>;
}

/** The union of a payload and the refusals that may come in its place. */
export const resultUnion = <Payload extends Named>(
  name: string,
  description: string,
  payload: ObjectRef<Types, Payload>,
  refusals: readonly ObjectParam<Types>[],
) =>
  builder.unionType(name, {
    description,
    types: [payload, InvalidInput, ...refusals] as ObjectRef<Types, Named>[],
    resolveType: (value) => value.__typename,
  });

/**
 * Defines `name(input: …): NameResult!`, a union of the payload and the refusals (DESIGN, "The GraphQL schema").
 * Ill-encoded text anywhere in the input is refused before `resolve` is called.
 */
export function defineMutation<Input extends object, Payload extends Named>(
  name: string,
  definition: MutationDefinition<Input, Payload>,
): void {
  const result = resultUnion(
    `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`,
    `What \`${name}\` answers: its payload, or why it did nothing.`,
    definition.payload,
    definition.refusals,
  );
  builder.mutationField(name, (t) =>
    t.field({
      type: result,
      description: definition.description,
      ...(definition.authScopes ? { authScopes: definition.authScopes } : {}),
      args: {
        input: t.arg({
          type: definition.input,
          required: true,
          description: "Everything that the mutation takes.",
        }),
      },
      resolve: (_root, args, context) => {
        const input = (args as { input: Input }).input;
        const illEncoded = findIllEncoded(input, "");
        if (illEncoded !== null)
          return invalidInput({
            path: illEncoded,
            problem: "ILL_ENCODED",
            message: "A text may hold neither a NUL character nor half of a surrogate pair.",
          });
        forgetAll(context.loaders);
        return definition.resolve(input, context);
      },
    }),
  );
}
