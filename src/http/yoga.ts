import type { RequestListener } from "node:http";
import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import type { Authenticator } from "../auth/authenticate.ts";
import { type Context, createContext, type Services } from "../graphql/context.ts";
import { maskError } from "../graphql/mask-error.ts";
import { limitRules, parseDocument } from "../graphql/query-limits.ts";
import { PREFLIGHT_HEADERS } from "../graphql/uploaded-file.ts";
import { bearerToken, notAuthenticated } from "./bearer-token.ts";
import { LARGEST_MULTIPART_BODY, useMultipartBodies } from "./multipart.ts";

/** Bytes. The largest input is an identify with attributes; proofs are smaller. */
const LARGEST_BODY = 512 * 1024;

interface ServerContext {
  readonly req?: { readonly socket: { readonly remoteAddress?: string } };
}

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly authenticator: Pick<Authenticator, "authenticate">;
  /** Other origins whose pages may use the API. Empty: none. */
  readonly allowedOrigins: readonly string[];
  /** What streams over SSE need. */
  readonly plugins?: readonly Plugin[];
}

/** GraphQL over HTTP on `/graphql`, and GraphiQL for browsers there. A listener for `node:http`. */
export function createYogaHandler(options: YogaOptions): RequestListener {
  // Two, because only requests with a file may be large.
  const withJson = createHandler(options, { largest: LARGEST_BODY, bodies: useJsonBodiesOnly() });
  const withFile = createHandler(options, {
    largest: LARGEST_MULTIPART_BODY,
    bodies: useMultipartBodies(options.authenticator),
  });
  return (request, response) =>
    request.method === "POST" &&
    mediaType(request.headers["content-type"]) === "multipart/form-data"
      ? withFile(request, response)
      : withJson(request, response);
}

const mediaType = (type: string | null | undefined) => type?.split(";")[0]?.trim().toLowerCase();

function createHandler(
  { schema, services, authenticator, allowedOrigins, plugins = [] }: YogaOptions,
  { largest, bodies }: { readonly largest: number; readonly bodies: Plugin },
) {
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: "/graphql",
    landingPage: false,
    // What is worth logging is logged where it is masked; yoga's own logger would print whole errors.
    logging: false,
    batching: false,
    // Parsed by ourselves, where it is taken at all.
    multipart: false,
    maxRequestBodySize: largest,
    // Yoga's default reflects any origin, with credentials.
    cors: (request) => {
      const origin = request.headers.get("origin");
      return origin !== null && allowedOrigins.includes(origin)
        ? {
            // Twice, because only of several origins does yoga say that the answer varies by them.
            origin: [origin, origin],
            methods: ["GET", "POST", "OPTIONS"],
            allowedHeaders: [
              "authorization",
              "content-type",
              "accept",
              "last-event-id",
              ...PREFLIGHT_HEADERS,
            ],
            credentials: false,
            maxAge: 600,
          }
        : false;
    },
    graphiql: {
      title: "Onymous",
      subscriptionsProtocol: "WS",
      shouldPersistHeaders: true,
      defaultHeaders: '{\n  "authorization": "Bearer "\n}',
    },
    renderGraphiQL,
    maskedErrors: { maskError: (error) => maskError(error, services.log) },
    context: async ({ request, req }) => {
      const caller = await authenticator.authenticate(bearerToken(request.headers));
      if (caller.type === "rejected") throw notAuthenticated(caller.reason);
      return createContext(services, caller, req?.socket.remoteAddress ?? null);
    },
    plugins: [bodies, useQueryLimits(), ...plugins],
  });
}

/**
 * Against forged requests: a page of another origin can send forms and plain text without asking first, but JSON only
 * after a preflight, which `cors` answers. GET runs queries only, and no request carries a credential by itself: there
 * are no cookies.
 */
function useJsonBodiesOnly(): Plugin {
  return {
    onRequestParse({ request }) {
      const type = mediaType(request.headers.get("content-type"));
      if (request.method === "POST" && type !== "application/json")
        throw new GraphQLError("Send the operation as `content-type: application/json`.", {
          extensions: { code: "UNSUPPORTED_MEDIA_TYPE", http: { status: 415 } },
        });
    },
  };
}

function useQueryLimits(): Plugin {
  return {
    onParse: ({ setParseFn }) => setParseFn(parseDocument as never),
    onValidate({ addValidationRule }) {
      for (const rule of limitRules) addValidationRule(rule);
    },
  };
}
