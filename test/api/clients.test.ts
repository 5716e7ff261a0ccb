import { ApolloClient, ApolloLink, gql, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSseClient } from "graphql-sse";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  EVENTS,
  type LiveServer,
  type StreamedData,
  type StreamedEvent,
  startLiveServer,
} from "../support/live-server.ts";

let server: LiveServer;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startLiveServer();
});
afterAll(async () => {
  for (const close of closers) await close();
  await server.stop();
});

/** Gives `take` events of the subscription, as the client library hands them over, and ends it. */
type Subscribe = (after: string, take: number) => Promise<StreamedEvent[]>;

const webSocketClient = () => {
  const client = createClient({
    url: server.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${server.key}` },
  });
  closers.push(() => client.dispose());
  return client;
};

/** Collects from a library that calls back. */
function collect(
  take: number,
  begin: (onData: (data: StreamedData) => void, onError: (error: unknown) => void) => () => void,
): Promise<StreamedEvent[]> {
  return new Promise((resolve, reject) => {
    const events: StreamedEvent[] = [];
    const end = begin((data) => {
      events.push(data.identityEvents);
      if (events.length < take) return;
      end();
      resolve(events);
    }, reject);
  });
}

const libraries: Record<string, () => Subscribe> = {
  "graphql-ws": () => {
    const client = webSocketClient();
    return async (after, take) => {
      const events: StreamedEvent[] = [];
      for await (const { data, errors } of client.iterate<StreamedData>({
        query: EVENTS,
        variables: { after },
      })) {
        if (!data) throw new Error(JSON.stringify(errors));
        if (events.push(data.identityEvents) === take) break;
      }
      return events;
    };
  },
  urql: () => {
    const socket = webSocketClient();
    const client = new Client({
      url: `${server.url}/graphql`,
      preferGetMethod: false,
      exchanges: [
        cacheExchange,
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: (request) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe({ ...request, query: request.query ?? "" }, sink),
            }),
          }),
        }),
      ],
    });
    return (after, take) =>
      collect(take, (onData, onError) => {
        const { unsubscribe } = client
          .subscription<StreamedData>(EVENTS, { after })
          .subscribe(({ data, error }) => (data ? onData(data) : onError(error)));
        return unsubscribe;
      });
  },
  "Apollo Client": () => {
    const client = new ApolloClient({
      link: ApolloLink.from([new GraphQLWsLink(webSocketClient())]),
      cache: new InMemoryCache({
        possibleTypes: { IdentityEvent: ["PushOptedIn", "ResyncRequired"] },
      }),
    });
    closers.push(() => client.stop());
    return (after, take) =>
      collect(take, (onData, onError) => {
        const subscription = client
          .subscribe<StreamedData>({ query: gql(EVENTS), variables: { after } })
          .subscribe({
            next: ({ data, error }) => (data ? onData(data) : onError(error)),
            error: onError,
          });
        return () => subscription.unsubscribe();
      });
  },
  "graphql-sse": () => {
    const client = createSseClient({
      url: `${server.url}/graphql`,
      headers: { authorization: `Bearer ${server.key}` },
    });
    closers.push(() => client.dispose());
    return async (after, take) => {
      const events: StreamedEvent[] = [];
      for await (const { data, errors } of client.iterate<StreamedData>({
        query: EVENTS,
        variables: { after },
      })) {
        if (!data) throw new Error(JSON.stringify(errors));
        if (events.push(data.identityEvents) === take) break;
      }
      return events;
    };
  },
};

describe.each(Object.entries(libraries))("%s", (_, make) => {
  it("subscribes, and resumes by cursor without gap or duplicate", async () => {
    const subscribe = make();
    const start = await server.head();
    await server.append(2);
    // Two replayed, two live.
    const first = subscribe(start, 4);
    await server.append(2);
    const before = await first;
    const last = before.at(-1)?.cursor ?? "";
    expect(last).toBe(await server.head());
    await server.append(3);
    const after = await subscribe(last, 3);
    expect(new Set([...before, ...after].map((event) => event.cursor)).size).toBe(7);
    expect(after.at(-1)?.cursor).toBe(await server.head());
    expect([...before, ...after].map((event) => event.__typename)).toEqual(
      Array(7).fill("PushOptedIn"),
    );
  });
});
