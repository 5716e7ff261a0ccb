import { newCommandId } from "../auth/new-id.ts";
import { assignedTo, type FormerAssignee } from "../database/assigned.ts";
import type { Actor } from "../identity/model.ts";
import type { IdentityDeps } from "./identity-command.ts";

/** How many contacts, and how many conversations, one command unassigns: the workspace's writers wait for it. */
const CHUNK = 100;

export interface Unassigned {
  readonly unassignedContacts: number;
  readonly unassignedConversations: number;
}

/**
 * What a removed member has becomes nobody's, a part at a time. Nobody is assigned to it meanwhile: the rules know that
 * it was removed. Interrupted, it is finished by the next call.
 */
export async function unassignMember(
  deps: Pick<IdentityDeps, "writer" | "now"> & {
    readonly database: Pick<IdentityDeps["database"], "pool">;
  },
  { workspaceId, memberId }: FormerAssignee,
  options: { readonly actor: Actor; readonly chunk?: number; readonly stopped?: () => boolean },
): Promise<Unassigned> {
  const { actor, chunk = CHUNK, stopped = () => false } = options;
  let [unassignedContacts, unassignedConversations] = [0, 0];
  while (!stopped()) {
    const found = await assignedTo(deps.database.pool, { workspaceId, memberId }, chunk);
    const { contacts, conversations } = found;
    if (contacts.length + conversations.length === 0) break;
    const decision = await deps.writer.execute({
      workspaceId,
      id: newCommandId(),
      at: deps.now().toISOString(),
      actor,
      type: "UnassignMember",
      memberId,
      contactIds: contacts.map(({ id }) => id),
      conversations,
    });
    if (decision.outcome === "refused")
      throw new Error(`unassigning a member was refused: ${decision.refusal.code}`);
    const merged = new Set(contacts.flatMap((one) => (one.merged ? [one.id] : [])));
    for (const { kind, contactId } of decision.events)
      if (kind === "ConversationAssigned") unassignedConversations += 1;
      else if (!merged.has(contactId ?? "")) unassignedContacts += 1;
  }
  return { unassignedContacts, unassignedConversations };
}
