import pino from "pino";

export type Log = pino.Logger;

/**
 * Log lines go to standard error as JSON: standard output is for people and for `--json` answers of commands.
 * Personal data and secrets never reach the log (SPEC 10): known keys are redacted, and errors lose the parts in
 * which PostgreSQL and Prisma quote values.
 */
export function createLog(config: { logLevel: string }): Log {
  return pino(
    {
      level: config.logLevel,
      base: { pid: process.pid },
      redact: { paths: secretPaths, censor: "[redacted]" },
      serializers: { err: describeError, error: describeError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

const secretKeys = [
  "authorization",
  "cookie",
  "password",
  "passwordHash",
  "secret",
  "token",
  "renewalToken",
  "proof",
  "email",
  "phone",
  "claims",
  "variables",
  "connectionString",
  "url",
];
const secretPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

interface DescribedError {
  type: string;
  code?: string;
  message?: string;
  table?: string;
  constraint?: string;
  stack?: string;
  cause?: DescribedError;
}

/** What is safe to keep of an error. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, constraint } = error as Error & Record<string, unknown>;
  const described: DescribedError = { type: error.name };
  if (typeof code === "string") described.code = code;
  if (typeof table === "string") described.table = table;
  if (typeof constraint === "string") described.constraint = constraint;
  if (!quotesValues(error.name, described.code)) described.message = error.message;
  // The head of a stack repeats the message.
  described.stack = error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
  if (error.cause !== undefined) described.cause = describeError(error.cause);
  return described;
}

/** Prisma prints the arguments of a call; PostgreSQL's data exceptions (class 22) quote the value. */
function quotesValues(name: string, code: string | undefined): boolean {
  return name.startsWith("PrismaClient") || (code !== undefined && /^22[0-9A-Z]{3}$/.test(code));
}
