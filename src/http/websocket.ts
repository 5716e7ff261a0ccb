import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from "graphql";
import { handleProtocols, makeServer } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Authenticator } from "../auth/authenticate.ts";
import type { Caller } from "../auth/caller.ts";
import type { Context } from "../graphql/context.ts";
import { maskError } from "../graphql/mask-error.ts";
import type { Log } from "../log.ts";
import type { AuthorityEnd, AuthorityWatch } from "./authority-watch.ts";
import { bearerToken, notAuthenticated } from "./bearer-token.ts";
import { createLiveOperation } from "./live-operation.ts";
import { createDocumentCheck } from "./operation-documents.ts";
import { createOperationTurns } from "./operation-turns.ts";
import { isAllowedOrigin } from "./origin.ts";
import { pingWhileAlive } from "./ping-while-alive.ts";
import { createSocketSender, type SocketSender, TRY_AGAIN_LATER } from "./socket-sender.ts";

/** Bytes of one message from a client: as for an HTTP body. */
const LARGEST_MESSAGE = 512 * 1024;
const OPERATIONS_PER_SOCKET = 100;
const LIMITS = {
  /** How long a client may take to say who it is. */
  initWaitMillis: 10_000,
  /** A ping is due this often, and must be answered before the next. */
  pingMillis: 12_000,
  /** How long a reader may take nothing while something waits for it. */
  stallMillis: 10_000,
};
/** How long clients may take to answer the close of a stopping server. */
const GOING_AWAY_MILLIS = 1_000;

/** Close codes of graphql-transport-ws. Its client comes back after 4403, with a new token, and gives up after 4401. */
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const INTERNAL_ERROR = 4500;
const BAD_REQUEST = 4400;

export interface WebSocketHandlerOptions {
  readonly schema: GraphQLSchema;
  /** One for each operation, and for each event of a subscription. */
  createContext(caller: Caller, address: string | null): Context;
  readonly authenticator: Pick<Authenticator, "authenticate">;
  readonly authorityWatch: AuthorityWatch;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
  /** For tests, which can't wait that long. */
  readonly limits?: Partial<typeof LIMITS>;
}

export interface WebSocketHandler {
  /** For the `upgrade` event of an HTTP server. Answers every request: with a socket, or with a refusal. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket with 1001 first, so that clients come back elsewhere: to be called before the feed stops. */
  stop(): Promise<void>;
}

/** What is known about a socket once it said who it is. */
interface Session {
  readonly sender: SocketSender;
  readonly request: IncomingMessage;
  caller: Caller;
  unwatch: (() => void) | null;
  /** Those that graphql-ws knows. Null until the socket said who it is. */
  operations: (() => object) | null;
}

/** GraphQL over WebSocket (graphql-transport-ws) on `/graphql`: subscriptions above all, and any other operation. */
export function createWebSocketHandler(options: WebSocketHandlerOptions): WebSocketHandler {
  const { schema, authenticator, authorityWatch, allowedOrigins, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  const checkDocument = createDocumentCheck(schema);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols,
  });

  const contextOf = ({ caller, request }: Session) =>
    options.createContext(caller, request.socket.remoteAddress ?? null);

  const server = makeServer<Record<string, unknown>, Session>({
    schema,
    connectionInitWaitTimeout: limits.initWaitMillis,
    async onConnect(context) {
      const { extra: session, connectionParams } = context;
      session.operations = () => context.subscriptions;
      const token = tokenOf(connectionParams, session.request);
      const caller = await authenticator.authenticate(token);
      if (caller.type === "rejected") {
        closeFor(session, caller.reason);
        // The socket is closing with that code: a second close says nothing.
        return false;
      }
      session.caller = caller;
      if (token !== null)
        session.unwatch = authorityWatch.watch(token, caller, (why) => closeFor(session, why));
      return true;
    },
    onSubscribe({ extra: session, subscriptions }, _id, payload) {
      if (Object.keys(subscriptions).length > OPERATIONS_PER_SOCKET) return [tooManyOperations()];
      const { document, errors } = checkDocument(payload.query);
      if (errors) return errors;
      return {
        schema,
        document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: contextOf(session),
      };
    },
    execute: (args) => execute(args),
    subscribe: (args) => createSourceEventStream(args) as Promise<AsyncIterable<never>>,
    onOperation({ extra: session }, id, _payload, args, result) {
      if (!isLive(args, result)) return;
      const prefix = `{"type":"next","payload":`;
      const suffix = `,"id":${JSON.stringify(id)}}`;
      return createLiveOperation({
        source: result,
        answer: async (event) => {
          const contextValue = contextOf(session);
          return stringify(await execute({ ...args, rootValue: event, contextValue }));
        },
        send: (payload) => session.sender.send(prefix + payload + suffix),
        onFailure(err) {
          log.warn({ err }, "a live subscription was interrupted");
          session.sender.close(TRY_AGAIN_LATER, "Interrupted. Resume by cursor.");
        },
      });
    },
    onNext: (_context, _id, _payload, _args, result) => masked(result),
    onError: (_context, _id, _payload, errors) => errors.map((error) => maskError(error, log)),
  });

  const masked = (result: ExecutionResult): ExecutionResult =>
    result.errors
      ? { ...result, errors: result.errors.map((error) => maskError(error, log)) }
      : result;
  const stringify = (result: ExecutionResult) => JSON.stringify(masked(result));

  function opened(socket: WebSocket, request: IncomingMessage): void {
    const sender = createSocketSender(socket, limits.stallMillis);
    const session: Session = {
      sender,
      request,
      caller: { type: "nobody" },
      unwatch: null,
      operations: null,
    };
    const stopPinging = pingWhileAlive(socket, limits.pingMillis, () =>
      sender.close(TRY_AGAIN_LATER, "Too slow: a ping was not answered. Resume by cursor."),
    );
    socket.on("error", (err) => {
      log.debug({ err }, "a socket failed");
      socket.terminate();
    });
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: sender.send,
        close: sender.close,
        onMessage(take) {
          const deliver = createOperationTurns(
            (message) =>
              take(message).catch((error) => {
                maskError(error, log);
                sender.close(INTERNAL_ERROR, "Something went wrong on our side.");
              }),
            (id) => session.operations !== null && id in session.operations(),
          );
          socket.on("message", (data, isBinary) => {
            if (isBinary) sender.close(BAD_REQUEST, "Messages are text.");
            else deliver(String(data));
          });
        },
      },
      session,
    );
    socket.once("close", (code, reason) => {
      stopPinging();
      sender.closed();
      session.unwatch?.();
      closed(code, String(reason)).catch((error) => maskError(error, log));
    });
  }

  return {
    handleUpgrade(request, socket, head) {
      // Until `ws` takes over, a client that hangs up would be an error without a listener.
      const onError = () => socket.destroy();
      socket.on("error", onError);
      if (request.url?.split("?")[0] !== "/graphql") return refuse(socket, 404);
      if (!isAllowedOrigin(request, allowedOrigins)) return refuse(socket, 403);
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        socket.off("error", onError);
        opened(webSocket, request);
      });
    },
    async stop() {
      for (const socket of sockets.clients) socket.close(1001, "The server is stopping.");
      const allClosed = new Promise<void>((resolve) => sockets.close(() => resolve()));
      const hangUp = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, GOING_AWAY_MILLIS);
      await allClosed;
      clearTimeout(hangUp);
    },
  };
}

function tokenOf(
  params: Readonly<Record<string, unknown>> | undefined,
  request: IncomingMessage,
): string | null {
  const given = Object.entries(params ?? {}).find(
    ([name]) => name.toLowerCase() === "authorization",
  );
  const header = given ? String(given[1]) : (request.headers.authorization ?? null);
  return bearerToken({ get: () => header });
}

function closeFor({ sender }: Session, why: AuthorityEnd): void {
  if (why === "CHANGED") sender.close(FORBIDDEN, "Your rights have changed: connect again.");
  else sender.close(why === "EXPIRED" ? FORBIDDEN : UNAUTHORIZED, notAuthenticated(why).message);
}

/** Whether it is a subscription that was let in; otherwise it is an answer, and graphql-ws sends it. */
function isLive(args: ExecutionArgs, result: unknown): result is AsyncIterable<unknown> {
  return (
    getOperationAST(args.document, args.operationName)?.operation === "subscription" &&
    typeof result === "object" &&
    result !== null &&
    Symbol.asyncIterator in result
  );
}

const tooManyOperations = () =>
  new GraphQLError(`A socket runs at most ${OPERATIONS_PER_SOCKET} operations at once.`, {
    extensions: { code: "TOO_MANY_OPERATIONS" },
  });

function refuse(socket: Duplex, status: 403 | 404): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
