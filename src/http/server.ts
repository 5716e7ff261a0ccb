import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartProblem } from "../start-problem.ts";

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

/** Routes by path: the health checks and `/graphql`. */
export function createHttpServer(options: {
  host: string;
  port: number;
  routes: Record<string, RequestListener>;
  graceMillis?: number;
}): HttpServer {
  const { host, port, routes, graceMillis = 5_000 } = options;
  const server = createServer((request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "/";
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route) return route(request, response);
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found. See /graphql.\n");
  });
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
