import type { MemberCaller } from "./caller.ts";
import { signLinkToken } from "./tokens.ts";
import type { WorkspaceSecretStore } from "./workspace-secrets.ts";

/** An address of plain HTTP that a browser can follow: it holds its right, for some minutes, in its last parameter. */
export interface Link {
  readonly url: string;
  readonly expiresAt: Date;
}

/** `address`: path and query on this server, which the link is bound to. */
export async function makeLink(
  deps: { readonly secrets: WorkspaceSecretStore; readonly now: () => Date },
  { workspaceId, memberId, sessionId }: MemberCaller,
  address: string,
): Promise<Link> {
  const secret = await deps.secrets.find(workspaceId);
  if (secret === null) throw new Error("a member has a workspace");
  const { token, expiresAt } = await signLinkToken({
    workspace: { id: workspaceId, tokenKey: secret.tokenKey },
    memberId,
    sessionId,
    address,
    now: deps.now(),
  });
  return { url: `${address}${address.includes("?") ? "&" : "?"}token=${token}`, expiresAt };
}

/** What a link is to, and its token; null: the address is no link. */
export function readLink(url: string): { address: string; token: string } | null {
  const parts = /^(.*)[?&]token=([^&]*)$/s.exec(url);
  return parts === null ? null : { address: parts[1] ?? "", token: parts[2] ?? "" };
}
