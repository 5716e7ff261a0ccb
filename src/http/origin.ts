import type { IncomingMessage } from "node:http";

/**
 * Whether a page of the request's origin may open a socket: browsers ask nobody before they do (there is no CORS for
 * WebSockets), so the server must look. The same origin may, those allowed may, and what is not a browser sends none.
 */
export function isAllowedOrigin(
  request: Pick<IncomingMessage, "headers">,
  allowedOrigins: readonly string[],
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
