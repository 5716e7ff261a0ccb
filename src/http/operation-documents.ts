import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  specifiedRules,
  validate,
} from "graphql";
import { limitRules, parseDocument } from "../graphql/query-limits.ts";

export type CheckedDocument =
  | { readonly document: DocumentNode; readonly errors: null }
  | { readonly document: null; readonly errors: readonly GraphQLError[] };

const REMEMBERED = 500;
/** Longer texts are rarely sent twice, and would make the memory of them large. */
const LONGEST_REMEMBERED = 20_000;

/**
 * Parses and validates, remembering what was asked before: consoles all send the same few documents. A syntax error is an
 * answer like any other; thrown out of graphql-ws's hooks it would close the whole socket with its other operations.
 */
export function createDocumentCheck(schema: GraphQLSchema): (text: string) => CheckedDocument {
  const known = new Map<string, CheckedDocument>();
  const rules = [...specifiedRules, ...limitRules];

  function check(text: string): CheckedDocument {
    let document: DocumentNode;
    try {
      document = parseDocument(text);
    } catch (error) {
      if (error instanceof GraphQLError) return { document: null, errors: [error] };
      throw error;
    }
    const errors = validate(schema, document, rules);
    return errors.length > 0 ? { document: null, errors } : { document, errors: null };
  }

  return (text) => {
    const seen = known.get(text);
    if (seen) {
      // The most recently used stay: a map is walked in the order of insertion.
      known.delete(text);
      known.set(text, seen);
      return seen;
    }
    const checked = check(text);
    if (text.length > LONGEST_REMEMBERED) return checked;
    known.set(text, checked);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return checked;
  };
}
