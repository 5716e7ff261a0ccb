import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Authenticator, Rejected } from "../auth/authenticate.ts";
import type { Caller, MemberCaller } from "../auth/caller.ts";
import { readLink } from "../auth/links.ts";
import { maskError } from "../graphql/mask-error.ts";
import type { Log } from "../log.ts";
import { bearerToken, notAuthenticated } from "./bearer-token.ts";

/** Why a request of plain HTTP, beside GraphQL, was not done. Answered as `{ "error": { "code", "message", "path"? } }`. */
export interface HttpProblem {
  readonly status: number;
  /** For programs, and stable. Example: `FILE_TOO_LARGE`. */
  readonly code: string;
  /** For people. It repeats no value. */
  readonly message: string;
  /** What of the request it is about. Example: the name of a query parameter. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AdminRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the token of a link. */
  readonly query: URLSearchParams;
  readonly caller: MemberCaller;
}

export interface AdminRouteOptions {
  readonly authenticator: Pick<Authenticator, "authenticate" | "authenticateLink">;
  /** Whether a link with a token (src/auth/links.ts) will do in place of the header. */
  readonly takesLinks?: boolean;
  /** Other origins whose pages may use the API, as on `/graphql`. */
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
  /** By method, in capitals. It answers by itself, or with a problem that is answered for it. */
  readonly methods: Readonly<
    Record<string, (request: AdminRequest) => Promise<HttpProblem | undefined>>
  >;
  /** What pages of other origins may read of an answer. */
  readonly exposedHeaders?: readonly string[];
}

/** A path of plain HTTP for admins: who asks, by which method, from which origin, and what happens when it fails. */
export function createAdminRoute(options: AdminRouteOptions): RequestListener {
  const { allowedOrigins, log, methods, exposedHeaders = [] } = options;
  const allow = [...Object.keys(methods), "OPTIONS"].join(", ");

  function answerOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse) {
    response.setHeader("vary", "Origin");
    if (origin === undefined || !allowedOrigins.includes(origin)) return;
    response.setHeader("access-control-allow-origin", origin);
    if (exposedHeaders.length > 0)
      response.setHeader("access-control-expose-headers", exposedHeaders.join(", "));
  }

  function answerPreflight(response: ServerResponse): void {
    if (response.hasHeader("access-control-allow-origin")) {
      response.setHeader("access-control-allow-methods", allow);
      response.setHeader(
        "access-control-allow-headers",
        "authorization, content-type, content-encoding",
      );
      response.setHeader("access-control-max-age", "600");
    }
    response.writeHead(204, { allow }).end();
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<HttpProblem | undefined> {
    const method = request.method ?? "";
    const perform = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (perform === undefined) return methodNotAllowed(allow);
    const { address, caller } = await admin(request, options);
    if ("status" in caller) return caller;
    const query = new URL(address, "http://here").searchParams;
    return perform({ request, response, query, caller });
  }

  return async (request, response) => {
    answerOrigin(request, response);
    if (request.method === "OPTIONS") return answerPreflight(response);
    try {
      const problem = await handle(request, response);
      if (problem) answerProblem(response, problem);
    } catch (error) {
      // Who has gone hears nothing, and an answer that has begun can only be broken off.
      if (request.destroyed && !request.complete) return;
      const { message } = maskError(error, log);
      if (response.headersSent) response.destroy();
      else answerProblem(response, { status: 500, code: "INTERNAL_SERVER_ERROR", message });
    }
  };
}

export function answerJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(`${JSON.stringify(body)}\n`);
}

export function answerProblem(response: ServerResponse, problem: HttpProblem): void {
  const { status, code, message, path, headers = {} } = problem;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  answerJson(response, status, { error: { code, message, path } });
}

/** Who asks for what: by a link, or by the header. */
async function admin(
  { url = "/", headers }: IncomingMessage,
  { authenticator, takesLinks }: AdminRouteOptions,
): Promise<{ address: string; caller: MemberCaller | HttpProblem }> {
  const link = takesLinks ? readLink(url) : null;
  const { authorization = null } = headers;
  const caller = await (link === null
    ? authenticator.authenticate(bearerToken({ get: () => authorization }))
    : authenticator.authenticateLink(link.token, link.address));
  return { address: link?.address ?? url, caller: asAdmin(caller) };
}

function asAdmin(caller: Caller | Rejected): MemberCaller | HttpProblem {
  if (caller.type === "rejected")
    return unauthenticated(notAuthenticated(caller.reason).message, 'Bearer error="invalid_token"');
  if (caller.type === "nobody")
    return unauthenticated('Send an admin\'s token as "Authorization: Bearer …".', "Bearer");
  return caller.type === "member" && caller.role === "ADMIN"
    ? caller
    : { status: 403, code: "FORBIDDEN", message: "This is for admins alone." };
}

const unauthenticated = (message: string, scheme: string): HttpProblem => ({
  status: 401,
  code: "UNAUTHENTICATED",
  message,
  headers: { "www-authenticate": scheme },
});

const methodNotAllowed = (allow: string): HttpProblem => ({
  status: 405,
  code: "METHOD_NOT_ALLOWED",
  message: `This path takes ${allow}.`,
  headers: { allow },
});
