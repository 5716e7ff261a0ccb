import { GraphQLError } from "graphql";
import type { Log } from "../log.ts";

/**
 * The error as a caller may see it. What was meant for callers is a `GraphQLError` through and through; everything else
 * is a bug, of which they learn that it happened. It is logged by its kind and place: messages of databases and
 * libraries repeat values, which may be personal data.
 */
export function maskError(error: unknown, log: Log): GraphQLError {
  const original = innermost(error);
  if (error instanceof GraphQLError && (original === error || original instanceof GraphQLError))
    return error;
  const { name, code, stack, message } = original as Partial<Error> & { code?: unknown };
  const path = error instanceof GraphQLError ? error.path?.join(".") : undefined;
  log.error({ name, code, path, at: framesOf(stack, message) }, "a request failed unexpectedly");
  return new GraphQLError(
    "Something went wrong on our side. Nothing is known to be wrong with the request.",
    {
      ...(error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {}),
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    },
  );
}

function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner ?? error;
}

/** The stack behind its message, which may have lines that look like frames. */
function framesOf(stack = "", message = ""): string[] {
  const behind = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  return behind
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
}
