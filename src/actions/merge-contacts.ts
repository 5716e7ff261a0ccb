import type { MergeContacts } from "../identity/commands.ts";
import type { Decision } from "../identity/decision.ts";
import type { Merge } from "../identity/merge-record.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";

export interface MergeInput {
  readonly survivorId: string;
  readonly loserId: string;
}
export type MergeResult = IdentityResult<{ readonly mergeId: string; readonly merge: Merge }>;
type Deps = Pick<IdentityDeps, "writer" | "now">;

/** One of two contacts survives, and gets what the other has (SPEC 6.2, 6.3). */
export const mergeContacts =
  (deps: Deps) =>
  async (caller: TrustedCaller, input: MergeInput): Promise<MergeResult> =>
    answer(await deps.writer.execute(commandOf(deps, caller, input)));

/** What `mergeContacts` would do now: the same decision, nothing written. The merge's id is of nothing. */
export const previewMerge =
  (deps: Deps) =>
  async (caller: TrustedCaller, input: MergeInput): Promise<MergeResult> =>
    answer(await deps.writer.preview(commandOf(deps, caller, input)));

const commandOf = (deps: Deps, caller: TrustedCaller, input: MergeInput): MergeContacts => ({
  ...commandHead(caller, deps.now()),
  type: "MergeContacts",
  survivorId: input.survivorId,
  loserId: input.loserId,
});

function answer(decision: Decision): MergeResult {
  if (decision.outcome === "refused") return refuse(decision.refusal);
  for (const event of decision.events)
    if (event.kind === "ContactsMerged")
      return { ok: true, mergeId: event.mergeId, merge: event.merge };
  throw new Error("a merge was accepted and is in no event");
}
