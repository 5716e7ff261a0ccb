import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { StartProblem } from "../start-problem.ts";

/** Longest that a body may take to arrive: of an upload, and of anything else. Headers have a minute. */
const UPLOAD_MILLIS = 60 * 60 * 1000;
const BODY_MILLIS = 5 * 60 * 1000;
/** How long a client whose request was answered before its body had come may take to read the answer. */
const LINGER_MILLIS = 2_000;

export interface HttpServer {
  /** For the WebSocket upgrade. */
  server: Server;
  /** @throws StartProblem when the port is taken or may not be used. */
  listen(): Promise<{ url: string }>;
  /**
   * Takes no more connections, lets requests that are under way end, and cuts off what has not ended in time.
   * Streams must have been told to end: they count as under way.
   */
  stop(): Promise<void>;
}

/** Routes by path: the health checks, `/graphql`, and uploads and downloads. */
export function createHttpServer(options: {
  host: string;
  port: number;
  routes: Record<string, RequestListener>;
  /** Routes with large bodies. To a client that asks first (`expect: 100-continue`) they say themselves to go on. */
  uploads?: Record<string, RequestListener>;
  graceMillis?: number;
}): HttpServer {
  const { host, port, routes, uploads = {}, graceMillis = 5_000 } = options;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split("?", 1)[0] ?? "/";
    response.once("finish", () => linger(request));
    if (Object.hasOwn(uploads, path)) {
      uploads[path]?.(request, response);
      return;
    }
    if (request.headers.expect !== undefined) response.writeContinue();
    limitBodyTime(request);
    const route = Object.hasOwn(routes, path) ? (routes[path] ?? notFound) : notFound;
    route(request, response);
  }

  const server = createServer({ requestTimeout: UPLOAD_MILLIS, headersTimeout: 60_000 }, answer);
  server.on("checkContinue", answer);
  return {
    server,
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", (error: NodeJS.ErrnoException) => reject(problem(error, host, port)));
        server.listen({ host, port }, () => resolve({ url: urlOf(server) }));
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        const cut = setTimeout(() => server.closeAllConnections(), graceMillis);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

const notFound: RequestListener = (_request, response) => {
  response.writeHead(404, { "content-type": "text/plain" }).end("Not found. See /graphql.\n");
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

function limitBodyTime(request: IncomingMessage): void {
  if (!hasBody(request)) return;
  const cut = setTimeout(() => request.destroy(), BODY_MILLIS);
  request.once("close", () => clearTimeout(cut));
}

/** Hanging up at once on who is still sending would take back the answer too, so the rest is let pass for a moment. */
function linger(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const cut = setTimeout(() => request.destroy(), LINGER_MILLIS);
  request.once("close", () => clearTimeout(cut));
}

function problem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const messages: Record<string, string> = {
    EADDRINUSE: `Port ${port} of ${host} is taken: stop what uses it, or set PORT to another one (0: any free one).`,
    EACCES: `Port ${port} may not be used without more rights: set PORT to one from 1024 on.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`,
    ENOTFOUND: `The host ${host} is unknown: set HOST to an address of this machine.`,
  };
  const message = messages[error.code ?? ""];
  return message ? new StartProblem(message, { cause: error }) : error;
}

/** What to open in a browser on this machine. */
function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  if (address === "0.0.0.0" || address === "::") return `http://localhost:${port}`;
  return family === "IPv6" ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}
