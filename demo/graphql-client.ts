import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";

/** Asks the API one thing over HTTP, as whoever the token says; null: nobody. */
export type Ask = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token: string | null,
) => Promise<Data>;

const patienceMillis = 30_000;

/** What the API answered is not what it should answer: a bug, in the service or here. */
export class UnexpectedAnswer extends Error {}

export function createAsk(url: string): Ask {
  return async (document, variables, token) => {
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
      signal: AbortSignal.timeout(patienceMillis),
    });
    const text = await answer.text();
    const { data, errors } = parse(text);
    if (errors || !data) throw new UnexpectedAnswer(`${answer.status}: ${text.slice(0, 2000)}`);
    return data;
  };
}

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnexpectedAnswer(`not JSON: ${text.slice(0, 2000)}`);
  }
}

type Named = { readonly __typename: string };

/**
 * The answer of a mutation, which must be its payload.
 *
 * @throws UnexpectedAnswer with the refusal.
 */
export function payload<Result extends Named, Name extends Result["__typename"]>(
  result: Result,
  name: Name,
): Extract<Result, { readonly __typename: Name }> {
  if (result.__typename !== name)
    throw new UnexpectedAnswer(`expected ${name}, was told ${JSON.stringify(result)}`);
  return result as Extract<Result, { readonly __typename: Name }>;
}
