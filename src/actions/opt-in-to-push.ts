import type { IdentityDeps } from "./identity-command.ts";
import { pushCommand } from "./push-command.ts";

/** From then on the visitor is reachable by push campaigns, and listed as push (SPEC 2.2, 2.4). */
export const optInToPush = (deps: Pick<IdentityDeps, "writer" | "now">) =>
  pushCommand(deps, "OptInToPush");
