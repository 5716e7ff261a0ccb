import type { ActingCaller, TrustedCaller } from "../actions/identity-command.ts";
import type { IntegrationCaller, VisitorCaller } from "../auth/caller.ts";
import { decodeId, type IdType } from "../auth/global-id.ts";
import type { Context } from "./context.ts";

/** The caller of a mutation whose `authScopes` let nobody through who has no token. */
export function actingCaller({ caller }: Pick<Context, "caller">): ActingCaller {
  if (caller.type === "nobody")
    throw new Error("A mutation that needs a caller lacks its authScopes.");
  return caller;
}

/** The caller of a mutation whose `authScopes` let only members and integration keys through. */
export function trustedCaller(context: Pick<Context, "caller">): TrustedCaller {
  const caller = actingCaller(context);
  if (caller.type === "visitor")
    throw new Error("A mutation for trusted callers lacks its authScopes.");
  return caller;
}

export function visitorCaller(context: Pick<Context, "caller">): VisitorCaller {
  const caller = actingCaller(context);
  if (caller.type !== "visitor") throw new Error("A mutation for visitors lacks its authScopes.");
  return caller;
}

export function integrationCaller(context: Pick<Context, "caller">): IntegrationCaller {
  const caller = actingCaller(context);
  if (caller.type !== "integration")
    throw new Error("A mutation for integrations lacks its authScopes.");
  return caller;
}

/** An id that may be left out: null if it was; `malformed` for what is no id of the type, and so that of nothing. */
export const optionalId = (
  type: IdType,
  id: string | null | undefined,
): { readonly uuid: string | null; readonly malformed: boolean } => {
  const uuid = id === null || id === undefined ? null : decodeId(type, id);
  return { uuid, malformed: uuid === null && id !== null && id !== undefined };
};
