import { randomUUID } from "node:crypto";
import { createIdentityWriter } from "../../src/actions/identity-writer.ts";
import { decodeId, type IdType } from "../../src/auth/global-id.ts";
import { newCommandId } from "../../src/auth/new-id.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { ImportPerson } from "../../src/identity/commands.ts";
import { createLog } from "../../src/log.ts";
import type { startApi } from "./api.ts";
import { appendEvents, imported, importUndone } from "./log-writer.ts";

const uuidOf = (type: IdType, id: string) => {
  const uuid = decodeId(type, id);
  if (uuid === null) throw new Error(`no id of ${type}`);
  return uuid;
};

/** An import in its admin's name, person by person, without a file. */
export function importing({ database: { pool }, here }: Awaited<ReturnType<typeof startApi>>) {
  const writer = createIdentityWriter({
    pool,
    log: createLog({ logLevel: "silent" }),
    onCommitted: () => undefined,
  });
  const workspaceId = uuidOf("Workspace", here.workspaceId);
  const actor = { type: "member", id: uuidOf("Member", here.admin.memberId) } as const;
  const append = (event: LogEvent) => appendEvents(pool, workspaceId, [{ ...event, actor }]);
  const importId = randomUUID();
  return {
    importId,
    async person(
      values: ImportPerson["values"],
      more: Partial<Pick<ImportPerson, "policy" | "tagIds" | "listIds" | "assigneeId">> = {},
    ) {
      const decision = await writer.execute({
        type: "ImportPerson",
        workspaceId,
        id: newCommandId(),
        at: new Date().toISOString(),
        actor,
        importId,
        policy: "OPEN_CONFLICTS",
        values,
        tagIds: [],
        listIds: [],
        assigneeId: null,
        ...more,
      });
      if (decision.outcome === "refused") throw new Error(decision.refusal.code);
      return decision.subject.contactId ?? "";
    },
    end: () => append(imported(importId)),
    /** What undoing does to conflicts and suspicions, said to feeds too, so that they can be asked for it. */
    async takenBack(contactId: string) {
      const at = new Date().toISOString();
      const head = { recordedAt: at, happenedAt: at, actor, channel: null, visitorId: null };
      const about = { ...head, contactId: uuidOf("Contact", contactId), conversationId: null };
      const [conflictId, suspicionId, otherContactId] = [randomUUID(), randomUUID(), randomUUID()];
      await append({ ...about, kind: "ConflictReopened", conflictId, field: "gender" });
      await append({ ...about, kind: "DuplicateWithdrawn", suspicionId, otherContactId });
    },
    undone: () => append(importUndone(importId)),
  };
}
