/** SQLSTATEs by which PostgreSQL says that it goes down, comes up, or has no room for a connection now. */
const PASSING_STATES = new Set(["57P01", "57P02", "57P03", "53300"]);
const PASSING_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT"]);
/** `pg` has no codes of its own for these. */
const PASSING_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|timeout exceeded when trying to connect)/;

/** Whether trying again later makes sense, because the connection failed and not the statement. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    PASSING_STATES.has(code) ||
    code.startsWith("08") ||
    PASSING_CODES.has(code) ||
    PASSING_MESSAGES.test(error.message)
  );
}
