import type { Caller, MemberCaller } from "../auth/caller.ts";

/** The member who got past the scopes of a field that is for members alone. */
export function memberOf({ caller }: { readonly caller: Caller }): MemberCaller {
  if (caller.type !== "member") throw new Error("A field for members lacks its authScopes.");
  return caller;
}
