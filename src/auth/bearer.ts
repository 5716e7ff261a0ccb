/**
 * The token of an `Authorization` header; null when there is none. What is no Bearer header is answered as a token that
 * nobody has ("" is none), so that a caller who meant to say who they are is told that it failed, and is not taken for nobody.
 */
export function bearerToken(header: string | null | undefined): string | null {
  if (header === null || header === undefined || header.trim() === "") return null;
  const match = /^\s*bearer +([^\s]+)\s*$/i.exec(header);
  return match?.[1] ?? "";
}
