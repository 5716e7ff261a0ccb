import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
  type ValidationRule,
} from "graphql";

/**
 * What one operation may ask for, checked before it runs and whatever transport it came by. How many rows it then reads
 * is limited as it reads them (`row-budget.ts`).
 */
export const QUERY_LIMITS = {
  /** Tokens of the document. GraphiQL's introspection has about 300. */
  tokens: 4_000,
  /** Fields within fields, fragments spread out. Introspection is limited by a rule of its own. */
  depth: 15,
  /** Fields, fragments spread out. */
  fields: 1_500,
  /** Fields that are given another name, fragments spread out: each alias of an expensive field is its price again. */
  aliases: 60,
  directives: 30,
} as const;

/** @throws GraphQLError for a syntax error, or more tokens than are read. */
export const parseDocument = (text: string): DocumentNode =>
  parse(text, { maxTokens: QUERY_LIMITS.tokens });

interface Size {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
}

/** Refuses operations that are too big, or that spread fragments into something too big. */
export const QueryLimitsRule: ValidationRule = (context) => {
  const sizeOfFragment = new Map<string, Size>();

  function sizeOf(selections: SelectionSetNode): Size {
    const total = { depth: 0, fields: 0, aliases: 0, directives: 0 };
    for (const selection of selections.selections) {
      const isField = selection.kind === Kind.FIELD;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragmentSize(selection.name.value)
          : selection.selectionSet && !(isField && selection.name.value.startsWith("__"))
            ? sizeOf(selection.selectionSet)
            : null;
      total.depth = Math.max(total.depth, (inner?.depth ?? 0) + (isField ? 1 : 0));
      total.fields += (inner?.fields ?? 0) + (isField ? 1 : 0);
      total.aliases += (inner?.aliases ?? 0) + (isField && selection.alias ? 1 : 0);
      total.directives += (inner?.directives ?? 0) + (selection.directives?.length ?? 0);
    }
    return total;
  }

  function fragmentSize(name: string): Size {
    const known = sizeOfFragment.get(name);
    if (known) return known;
    const fragment = context.getFragment(name);
    // Set before descending: a fragment that spreads itself is another rule's to report.
    sizeOfFragment.set(name, { depth: 0, fields: 0, aliases: 0, directives: 0 });
    const size = fragment ? sizeOf(fragment.selectionSet) : null;
    if (size) sizeOfFragment.set(name, size);
    return size ?? { depth: 0, fields: 0, aliases: 0, directives: 0 };
  }

  return {
    OperationDefinition(node) {
      const size = sizeOf(node.selectionSet);
      size.directives += node.directives?.length ?? 0;
      for (const what of ["depth", "fields", "aliases", "directives"] as const)
        if (size[what] > QUERY_LIMITS[what]) context.reportError(tooBig(what, size[what], node));
    },
  };
};

function tooBig(what: keyof Size, size: number, node: ASTNode): GraphQLError {
  const limit = QUERY_LIMITS[what];
  return new GraphQLError(`The operation has ${what} ${size}, and at most ${limit} is allowed.`, {
    nodes: node,
    extensions: { code: "OPERATION_TOO_BIG", what, size, limit },
  });
}

/** To be added by every transport to GraphQL's own rules, one of which limits introspection. */
export const limitRules: readonly ValidationRule[] = [QueryLimitsRule];
