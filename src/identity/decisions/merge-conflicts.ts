import type { CommandHead } from "../commands.ts";
import { derivedId } from "../derived-id.ts";
import type { Merge } from "../merge-record.ts";
import { type Conflict, type Contact, FIELD_NAMES, type Instant } from "../model.ts";
import { agree, saysNothingNew } from "../values.ts";
import { mergeField } from "./merge-field.ts";

type MergedConflicts = Pick<
  Merge,
  "movedConflictIds" | "newConflicts" | "superseded" | "closedConflictIds"
>;

/**
 * SPEC 6.4: of the values that stand against one field of the survivor - its own open conflict, the loser's, the loser's
 * main value - the one that was said last stays open, and the others are superseded.
 */
export function mergeConflicts(
  command: CommandHead,
  survivor: Contact,
  loser: Contact,
): MergedConflicts {
  const movedConflictIds: string[] = [];
  const closedConflictIds: string[] = [];
  const superseded: { conflictId: string; by: string }[] = [];
  const newConflicts: Conflict[] = [];
  for (const field of FIELD_NAMES) {
    const merged = mergeField(field, survivor, loser);
    const standing: { conflict: Conflict; at: Instant }[] = [];
    const own = survivor.openConflicts[field];
    const moved = loser.openConflicts[field];
    if (moved) movedConflictIds.push(moved.id);
    const main = merged?.fill?.next ?? survivor.fields[field]?.value;
    for (const conflict of [own, moved]) {
      if (!conflict) continue;
      // SPEC 5.5: a conflict that no longer is one.
      if (saysNothingNew(conflict.secondary, main)) closedConflictIds.push(conflict.id);
      else standing.push({ conflict, at: conflict.openedAt });
    }
    const differing = merged?.differs ?? null;
    const said = standing.some(({ conflict }) => differing && agree(conflict.secondary, differing));
    if (differing !== null && !said) {
      const conflict = conflictOf(command, survivor.id, loser, field, differing);
      newConflicts.push(conflict);
      standing.push({ conflict, at: conflict.origin.happenedAt });
    }
    const latest = standing.reduce<(typeof standing)[number] | null>(
      (last, one) => (last && last.at >= one.at ? last : one),
      null,
    );
    for (const { conflict } of standing)
      if (latest && conflict !== latest.conflict)
        superseded.push({ conflictId: conflict.id, by: latest.conflict.id });
  }
  return { movedConflictIds, newConflicts, superseded, closedConflictIds };
}

function conflictOf(
  command: CommandHead,
  contactId: string,
  loser: Contact,
  field: Conflict["field"],
  secondary: Conflict["secondary"],
): Conflict {
  const main = loser.fields[field];
  if (!main) throw new Error(`contact ${loser.id} has no ${field}`);
  return {
    id: derivedId(command.id, `merged:${field}`),
    contactId,
    field,
    secondary,
    verified: main.verified,
    // It is what the record said, whatever becomes of the visitor that it came from.
    origin: { ...main.origin, visitorId: null },
    openedAt: command.at,
    status: "open",
    resolution: null,
  };
}
