import type { UndoMerge } from "../identity/commands.ts";
import type { Decision } from "../identity/decision.ts";
import type { MergeUndo } from "../identity/merge-record.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";

export interface UndoMergeInput {
  readonly mergeId: string;
}
export type UndoMergeResult = IdentityResult<{
  readonly mergeId: string;
  readonly undo: MergeUndo;
}>;
type Deps = Pick<IdentityDeps, "writer" | "now">;

/** Two contacts again; what can't go back is in the answer (SPEC 6.4). */
export const undoMerge =
  (deps: Deps) =>
  async (caller: TrustedCaller, input: UndoMergeInput): Promise<UndoMergeResult> =>
    answer(await deps.writer.execute(commandOf(deps, caller, input)));

/** What `undoMerge` would do now: the same decision, nothing written. */
export const previewUndoMerge =
  (deps: Deps) =>
  async (caller: TrustedCaller, input: UndoMergeInput): Promise<UndoMergeResult> =>
    answer(await deps.writer.preview(commandOf(deps, caller, input)));

const commandOf = (deps: Deps, caller: TrustedCaller, { mergeId }: UndoMergeInput): UndoMerge => ({
  ...commandHead(caller, deps.now()),
  type: "UndoMerge",
  mergeId,
});

function answer(decision: Decision): UndoMergeResult {
  if (decision.outcome === "refused") return refuse(decision.refusal);
  for (const event of decision.events)
    if (event.kind === "MergeUndone") return { ok: true, mergeId: event.mergeId, undo: event.undo };
  throw new Error("an undoing was accepted and is in no event");
}
