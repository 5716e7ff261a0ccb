import { newCommandId } from "../auth/new-id.ts";
import type { CommandHead, IdentityCommand } from "../identity/commands.ts";
import type { Refusal } from "../identity/refusals.ts";
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
  if (decision.outcome === "refused") {
    await suspectHolder(deps, caller, decision.refusal);
    return refuse(decision.refusal);
  }
  const { contactId } = decision.subject;
  if (contactId === null) throw new Error("a decision about a contact names none");
  return { ok: true, contactId };
}

/** How likely who has what an agent wanted to enter on another contact is that one's person. */
const ENTERED_BY_HAND_SCORE = 0.7;

/** SPEC 6.1: an agent takes the person for one that has the identifier of another contact. */
async function suspectHolder(
  deps: Pick<IdentityDeps, "writer" | "now">,
  caller: TrustedCaller,
  refusal: Refusal,
): Promise<void> {
  if (refusal.code !== "IDENTIFIER_TAKEN" || refusal.contactId === null) return;
  if (refusal.holder.type !== "contact") return;
  await deps.writer.execute({
    ...commandHead(caller, deps.now()),
    type: "SuspectDuplicates",
    pairs: [
      {
        id: newCommandId(),
        contactIds: [refusal.contactId, refusal.holder.id],
        reasons: ["IDENTIFIER_ENTERED_BY_HAND"],
        score: ENTERED_BY_HAND_SCORE,
      },
    ],
  });
}
