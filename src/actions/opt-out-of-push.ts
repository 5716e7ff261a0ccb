import type { IdentityDeps } from "./identity-command.ts";
import { pushCommand } from "./push-command.ts";

/** Takes the opt-in back (SPEC 2.2). */
export const optOutOfPush = (deps: Pick<IdentityDeps, "writer" | "now">) =>
  pushCommand(deps, "OptOutOfPush");
