import { createHash } from "node:crypto";
import type { MemberCaller } from "../auth/caller.ts";
import {
  type DeletionPlan,
  type DeletionTarget,
  readDeletionPlan,
} from "../database/deletion-plan.ts";
import { erasePeople } from "../database/erase-people.ts";
import type { Database } from "../database/open.ts";
import { withWorkspaceLock } from "../database/workspace-lock.ts";
import type { CommandHead } from "../identity/commands.ts";
import type { Decision } from "../identity/decision.ts";
import { deleteContact, deleteVisitor } from "../identity/deletion.ts";
import {
  commandHead,
  type IdentityRefusal,
  type IdentityResult,
  refuse,
} from "./identity-command.ts";

export interface DeletionDeps {
  readonly database: Pick<Database, "pool">;
  readonly feed: { ring(workspaceId: string): void };
  readonly now: () => Date;
}
/** What would go, and the word that confirms exactly that. */
export interface DeletionPreview {
  readonly plan: DeletionPlan;
  readonly confirmation: string;
}
export type DeletionResult =
  | IdentityResult<DeletionPreview>
  /** Not confirmed, or something else would go by now. */
  | { readonly ok: false; readonly unconfirmed: DeletionPreview };

/** What deleting somebody would erase now; nothing is written. */
export const previewDeletion =
  (deps: Pick<DeletionDeps, "database" | "now">) =>
  async (
    caller: MemberCaller,
    target: DeletionTarget,
  ): Promise<IdentityResult<DeletionPreview>> => {
    const plan = await readDeletionPlan(deps.database.pool, caller.workspaceId, target);
    const decision = decide(commandHead(caller, deps.now()), plan);
    return decision.outcome === "refused"
      ? refuse(decision.refusal as IdentityRefusal)
      : { ok: true, ...previewOf(plan) };
  };

/** SPEC 3.6, 2.5: permanently. `confirmation` is that of a preview; it counts as long as the same would go. */
export const deletePerson =
  (deps: DeletionDeps) =>
  async (
    caller: MemberCaller,
    { target, confirmation }: { target: DeletionTarget; confirmation: string | null },
  ): Promise<DeletionResult> => {
    const { workspaceId } = caller;
    const result = await withWorkspaceLock(
      deps.database.pool,
      workspaceId,
      async (client): Promise<DeletionResult> => {
        const plan = await readDeletionPlan(client, workspaceId, target);
        const decision = decide(commandHead(caller, deps.now()), plan);
        if (decision.outcome === "refused") return refuse(decision.refusal);
        const preview = previewOf(plan);
        if (preview.confirmation !== confirmation) return { ok: false, unconfirmed: preview };
        const [event] = decision.events;
        if (event === undefined) throw new Error("a deletion without an event");
        await erasePeople(client, workspaceId, plan, event);
        return { ok: true, ...preview };
      },
    );
    if (result.ok) deps.feed.ring(workspaceId);
    return result;
  };

function decide(head: CommandHead, plan: DeletionPlan): Decision {
  const { target, contact, visitor, contactIds, visitorIds } = plan;
  if (target.type === "visitor")
    return deleteVisitor({ ...head, type: "DeleteVisitor", visitorId: target.id }, visitor);
  const mergedContactIds = contactIds.filter((id) => id !== target.id);
  const command = { ...head, type: "DeleteContact" as const, contactId: target.id };
  return deleteContact(command, { contact, visitorIds, mergedContactIds });
}

function previewOf(plan: DeletionPlan): DeletionPreview {
  const { target, contactIds, visitorIds, counts } = plan;
  const said = JSON.stringify([target, contactIds, visitorIds, Object.entries(counts).sort()]);
  return { plan, confirmation: createHash("sha256").update(said).digest("base64url") };
}
