import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from "@pothos/core";
import { GraphQLError, type GraphQLFieldResolver } from "graphql";

// PostgreSQL stores neither NUL nor half a surrogate pair, so neither gets past any argument. `\p{Cs}` matches, in a
// `u` pattern, surrogates that stand alone.
const ILL_ENCODED = /[\0\p{Cs}]/u;

export const isWellEncoded = (text: string): boolean => !ILL_ENCODED.test(text);

/** The path of the first ill-encoded text (a key counts) in an argument, such as `input.claims.email`; null if none. */
export function findIllEncoded(value: unknown, path: string): string | null {
  if (typeof value === "string") return isWellEncoded(value) ? null : path;
  if (typeof value !== "object" || value === null || value instanceof Date) return null;
  for (const [key, inner] of Object.entries(value)) {
    // A key that is ill-encoded itself is not repeated in a message.
    const found = isWellEncoded(key)
      ? findIllEncoded(inner, path === "" ? key : `${path}.${key}`)
      : path;
    if (found !== null) return found;
  }
  return null;
}

/**
 * Checks the arguments of each field before it resolves, whatever transport they came by. (The built-in scalars can't
 * be replaced for that: introspection uses them too.) Mutations check their input themselves, to answer a refusal.
 */
class WellEncodedPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types["Context"], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    return this.wrap(resolver, field);
  }

  override wrapSubscribe(
    subscriber: GraphQLFieldResolver<unknown, Types["Context"], object> | undefined,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> | undefined {
    return subscriber && this.wrap(subscriber, field);
  }

  private wrap(
    resolver: GraphQLFieldResolver<unknown, Types["Context"], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    if (field.parentType === "Mutation" || Object.keys(field.args).length === 0) return resolver;
    return (parent, args, context, info) => {
      const path = findIllEncoded(args, "");
      if (path !== null)
        throw new GraphQLError(
          `\`${path}\` holds a NUL character or half of a surrogate pair, which no text may.`,
          { extensions: { code: "BAD_USER_INPUT", path } },
        );
      return resolver(parent, args, context, info);
    };
  }
}

export const wellEncodedPlugin = "wellEncoded" as const;

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      wellEncoded: WellEncodedPlugin<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(wellEncodedPlugin, WellEncodedPlugin);
