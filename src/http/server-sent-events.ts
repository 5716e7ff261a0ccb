import type { ServerResponse } from "node:http";
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
} from "graphql";
import { isAsyncIterable, mapAsyncIterator, type Plugin } from "graphql-yoga";
import type { Caller } from "../auth/caller.ts";
import type { Context } from "../graphql/context.ts";
import type { Log } from "../log.ts";
import type { AuthorityEnd, AuthorityWatch } from "./authority-watch.ts";
import { bearerToken, notAuthenticated } from "./bearer-token.ts";

/** How long a reader may leave its stream full: as for a socket, but there is no code to tell it. */
const STALL_MILLIS = 30_000;

/** What yoga's context holds besides ours. */
interface StreamContext {
  readonly caller?: Caller;
  readonly request?: { readonly headers: { get(name: string): string | null } };
  readonly res?: ServerResponse;
}
type Results = AsyncIterable<ExecutionResult>;

export interface EventStreams {
  /** To be added to yoga, which does the rest: one pull for each event, when the response has room for it. */
  readonly plugin: Plugin;
  /** Cuts every stream off, so that clients come back elsewhere and resume: to be called before the feed stops. */
  stop(): void;
}

/**
 * Subscriptions over SSE. They end like those over a socket: when the token expires or is revoked, with an error that says
 * so; when the reader is too slow, the source fails or the server stops, by hanging up. `complete`, which yoga sends
 * when a stream ends of itself, would tell clients that there is nothing to come back for.
 */
export function createEventStreams(options: {
  authorityWatch: AuthorityWatch;
  /** A context of the same caller for one more event. */
  renew(context: Context): Context;
  log: Log;
  /** For tests. */
  stallMillis?: number;
}): EventStreams {
  const { authorityWatch, log, stallMillis = STALL_MILLIS } = options;
  const open = new Set<ServerResponse>();

  function stream(results: Results, { caller, request, res }: StreamContext): Results {
    const source = results[Symbol.asyncIterator]();
    let ended: AuthorityEnd | null = null;
    let wake = () => {};
    let isFinal = false;
    let stall: NodeJS.Timeout | undefined;

    const token = request ? bearerToken(request.headers) : null;
    const onEnd = (why: AuthorityEnd) => {
      ended = why;
      wake();
    };
    const unwatch = token !== null && caller ? authorityWatch.watch(token, caller, onEnd) : null;
    if (res) open.add(res);

    function close() {
      clearTimeout(stall);
      unwatch?.();
      if (res) open.delete(res);
      // Not awaited: an event may be under way, and whoever closes must not wait for it.
      source.return?.().catch((err) => log.warn({ err }, "a subscription did not end well"));
      return { done: true, value: undefined } as const;
    }
    function hangUp(why: string, err?: unknown) {
      log.warn({ err }, why);
      res?.destroy();
      return close();
    }
    /** The next event, or null as soon as the caller may not go on. */
    const nextWhileAllowed = () =>
      new Promise<IteratorResult<ExecutionResult> | null>((resolve, reject) => {
        // Not Promise.race with one promise of the end: it would remember every event.
        wake = () => resolve(null);
        if (ended) wake();
        else source.next().then((next) => resolve(ended ? null : next), reject);
      });

    const events: AsyncIterator<ExecutionResult> = {
      async next() {
        clearTimeout(stall);
        if (isFinal) return close();
        try {
          const next = await nextWhileAllowed();
          isFinal = next === null;
          if (next?.done) return close();
          stall = setTimeout(() => hangUp("a stream was not read for long"), stallMillis);
          return next ?? { done: false, value: { errors: [errorFor(ended)] } };
        } catch (err) {
          return hangUp("a live subscription was interrupted", err);
        }
      },
      return: async () => close(),
    };
    return { [Symbol.asyncIterator]: () => events };
  }

  /** As GraphQL's own, but with a context for each event: loaders and limits of a request must not last for days. */
  async function subscribe(args: ExecutionArgs): Promise<Results | ExecutionResult> {
    const source = await createSourceEventStream(args);
    if (!isAsyncIterable(source)) return source;
    return mapAsyncIterator(source, (event) =>
      execute({
        ...args,
        rootValue: event,
        contextValue: options.renew(args.contextValue as Context),
      }),
    );
  }

  return {
    plugin: {
      onSubscribe({ args, setSubscribeFn }) {
        setSubscribeFn(subscribe as never);
        return {
          onSubscribeResult({ result, setResult }) {
            if (isAsyncIterable(result))
              setResult(stream(result as Results, args.contextValue as StreamContext) as never);
          },
        };
      },
    },
    stop() {
      for (const response of open) response.destroy();
    },
  };
}

const errorFor = (why: AuthorityEnd | null): GraphQLError =>
  why === null || why === "CHANGED"
    ? new GraphQLError("Your rights have changed: subscribe again.", {
        extensions: { code: "UNAUTHENTICATED", reason: "CHANGED" },
      })
    : notAuthenticated(why);
