import { applyLogEvent } from "../../../conversation/draft.ts";
import type { BatchState } from "../../../database/load-identity.ts";
import type { UndoImportedContact } from "../../../identity/commands.ts";
import { decide } from "../../../identity/decide.ts";
import type { IdentityEvent } from "../../../identity/events.ts";

export type Undoing = Pick<UndoImportedContact, "contactId" | "did">;

export interface DecidedUndo {
  readonly events: readonly IdentityEvent[];
  /** The contacts that the import had made. */
  readonly deleted: readonly string[];
  /** How many others are as they were. */
  readonly reverted: number;
  readonly failed: number;
}

/**
 * What the commands come to, on a state that each changes for the next. Who is deleted goes first, so that no event of
 * others names them. A fault that one contact meets leaves that one as it is.
 */
export function decideUndo(
  commands: readonly UndoImportedContact[],
  state: BatchState,
  failed: (error: unknown) => void,
): DecidedUndo {
  const events: IdentityEvent[] = [];
  const deleted: string[] = [];
  let [reverted, failures] = [0, 0];
  for (const command of [...commands.filter(isMade), ...commands.filter((one) => !isMade(one))]) {
    try {
      const decision = decide(command, state);
      if (decision.outcome === "refused") throw new Error(decision.refusal.code);
      for (const event of decision.events) applyLogEvent(state, event);
      events.push(...decision.events);
      if (isMade(command)) deleted.push(command.contactId);
      else reverted += 1;
    } catch (error) {
      failed(error);
      failures += 1;
    }
  }
  return { events, deleted, reverted, failed: failures };
}

const isMade = ({ did }: UndoImportedContact) => did.some(({ kind }) => kind === "ContactCreated");
