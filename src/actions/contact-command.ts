import type { CommandHead, IdentityCommand } from "../identity/commands.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";

/** What a change of one contact answers. */
export type ContactResult = IdentityResult<{ readonly contactId: string }>;

/** Runs one command about one contact: the rules decide, and say which contact it was. */
export async function runContactCommand(
  deps: Pick<IdentityDeps, "writer" | "now">,
  caller: TrustedCaller,
  command: (head: CommandHead) => IdentityCommand,
): Promise<ContactResult> {
  const decision = await deps.writer.execute(command(commandHead(caller, deps.now())));
  if (decision.outcome === "refused") return refuse(decision.refusal);
  const { contactId } = decision.subject;
  if (contactId === null) throw new Error("a decision about a contact names none");
  return { ok: true, contactId };
}
