import { StartProblem } from "../start-problem.ts";

/** What a failed first connection means, in words, without the password. */
export function connectionProblem(error: unknown, url: string): StartProblem {
  const { code } = error as { code?: string };
  const target = describeUrl(url);
  return new StartProblem(`${reason(code, error, target)} (DATABASE_URL).`, { cause: error });
}

function reason(code: string | undefined, error: unknown, target: string): string {
  switch (code) {
    case "ECONNREFUSED":
      return `No PostgreSQL answers at ${target}: is it running?`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The database's host is unknown: ${target}`;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${target} does not accept this user and password`;
    case "3D000":
      return `PostgreSQL is there, but it has no such database: ${target}`;
    case "57P03":
      return `PostgreSQL at ${target} is starting up or shutting down: try again shortly`;
    case "53300":
      return `PostgreSQL at ${target} has no connections left`;
    default:
      return `The database at ${target} can't be reached: ${messageOf(error)}`;
  }
}

/** Errors of several attempts (IPv6, then IPv4) come without a message of their own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "a local socket"}${port && `:${port}`}${pathname}`;
}
