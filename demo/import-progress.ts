import { print } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import {
  ImportProgressDocument,
  type ImportProgressSubscription,
  type ImportState,
} from "./generated/operations.ts";
import { UnexpectedAnswer } from "./graphql-client.ts";

/** The states that an import is seen in, from now until nothing of it is under way any more. */
export async function followImport(
  url: string,
  token: string,
  importId: string,
): Promise<ImportState[]> {
  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const states: ImportState[] = [];
  try {
    const results = client.iterate<ImportProgressSubscription>({
      query: print(ImportProgressDocument),
      variables: { importId },
    });
    for await (const { data, errors } of results) {
      if (errors || !data)
        throw new UnexpectedAnswer(`An import's watcher was told: ${JSON.stringify(errors)}`);
      states.push(data.importProgress.state);
    }
    return states;
  } finally {
    await client.dispose();
  }
}
