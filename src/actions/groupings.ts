import type { IdentityCommand } from "../identity/commands.ts";
import { derivedId } from "../identity/derived-id.ts";
import type { GroupingKind } from "../identity/model.ts";
import { normalizeGroupingName } from "../identity/normalize/grouping-name.ts";
import type { Normalized } from "../identity/normalize/text.ts";
import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";

type Deps = Pick<IdentityDeps, "writer" | "now">;
export type GroupingResult = IdentityResult<{ readonly groupingId: string }>;

/** Lists by whoever works with contacts, tags by admins (SPEC 3.10, 3.11). */
export const createGrouping =
  (deps: Deps, kind: GroupingKind) =>
  async (caller: TrustedCaller, input: { readonly name: string }): Promise<GroupingResult> => {
    const name = normalizeGroupingName(input.name);
    if (!name.ok) return refuseName(name);
    const head = commandHead(caller, deps.now());
    const command = { ...head, type: "CreateGrouping", kind, name: name.value } as const;
    return run(deps, command, derivedId(head.id, "grouping"));
  };

export const renameGrouping =
  (deps: Deps, kind: GroupingKind) =>
  async (
    caller: TrustedCaller,
    input: { readonly groupingId: string; readonly name: string },
  ): Promise<GroupingResult> => {
    const { groupingId } = input;
    const name = normalizeGroupingName(input.name);
    if (!name.ok) return refuseName(name);
    const head = commandHead(caller, deps.now());
    const type = "RenameGrouping" as const;
    return run(deps, { ...head, type, kind, groupingId, name: name.value }, groupingId);
  };

/** It is gone at once; who was on it is removed from it afterwards (`grouping-sweep.ts`). */
export const deleteGrouping =
  (deps: Deps, kind: GroupingKind) =>
  (
    caller: TrustedCaller,
    { groupingId }: { readonly groupingId: string },
  ): Promise<GroupingResult> => {
    const head = commandHead(caller, deps.now());
    return run(deps, { ...head, type: "DeleteGrouping", kind, groupingId }, groupingId);
  };

async function run(
  deps: Deps,
  command: IdentityCommand,
  groupingId: string,
): Promise<GroupingResult> {
  const decision = await deps.writer.execute(command);
  if (decision.outcome === "refused") return refuse(decision.refusal);
  return { ok: true, groupingId };
}

const refuseName = ({ problem, message }: Extract<Normalized, { ok: false }>) =>
  refuse({ code: "INVALID_INPUT", problems: [{ path: "name", problem, message }] });
