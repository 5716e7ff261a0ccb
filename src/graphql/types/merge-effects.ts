import type { Merge } from "../../identity/merge-record.ts";
import { mayReadContacts } from "../auth-scopes.ts";
import { builder } from "../builder.ts";
import { AnonymousVisitorConnection, pageArguments } from "../connections.ts";
import { existingRows } from "../loaders.ts";
import { FieldChange } from "./field-change.ts";
import {
  ConflictEffect,
  type ConflictEffectValue,
  MergedField,
  type MergedFieldValue,
  MovedIdentifier,
  pageOfMoved,
} from "./merge-parts.ts";

export const MergeEffects = builder.objectRef<Merge>("MergeEffects").implement({
  description: "All that merging two contacts does.",
  fields: (t) => ({
    fields: t.field({
      type: [MergedField],
      description: "Every field that has a value on either side, and what becomes of it.",
      resolve: mergedFields,
    }),
    changes: t.field({
      type: [FieldChange],
      description: "Main values that the survivor lacks and gets.",
      resolve: ({ filled }) => [...filled],
    }),
    identifiers: t.field({
      type: [MovedIdentifier],
      description:
        "The merged contact's emails and phones. They are the survivor's from now on, so that whoever comes with one finds the survivor.",
      resolve: ({ identifiers, filled }) =>
        identifiers.map((one) => ({
          ...one,
          primary: filled.some(({ field, next }) => field === one.kind && next === one.value),
        })),
    }),
    visitorCount: t.int({
      description: "How many visitors change over, with their conversations.",
      resolve: ({ visitorIds }) => visitorIds.length,
    }),
    visitors: t.field({
      type: AnonymousVisitorConnection,
      nullable: true,
      args: pageArguments,
      description:
        "Those visitors as they are now, the newest first. Null to integration keys that may not read contacts.",
      resolve: ({ visitorIds }, args, context) => pageOfMoved(visitorIds, args, context),
    }),
    lists: t.field({
      type: ["ContactList"],
      description:
        "Lists that the survivor comes to be in. Empty to integration keys that may not read contacts.",
      resolve: ({ listIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.list, listIds) : [],
    }),
    tags: t.field({
      type: ["Tag"],
      description:
        "Tags that the survivor gets. Empty to integration keys that may not read contacts.",
      resolve: ({ tagIds }, _args, { caller, loaders }) =>
        mayReadContacts(caller) ? existingRows(loaders.tag, tagIds) : [],
    }),
    assignee: t.field({
      type: "Member",
      nullable: true,
      description:
        "Whom the survivor comes to be assigned to: the merged contact's assignee, where the survivor has none. Null: nothing changes. Null to integration keys that may not read contacts.",
      resolve: ({ assigneeId }, _args, { caller, loaders }) =>
        assigneeId !== null && mayReadContacts(caller) ? loaders.member.load(assigneeId) : null,
    }),
    reactivatesSurvivor: t.boolean({
      description: "Whether an archived survivor becomes active, because the merged contact is.",
      resolve: ({ archivedAt }) => archivedAt !== null,
    }),
    conflicts: t.field({
      type: [ConflictEffect],
      description: "The conflicts that it opens, moves, supersedes or closes.",
      resolve: conflictEffects,
    }),
    suspicionCount: t.int({
      description: "How many suspected duplicates of the merged contact become the survivor's.",
      resolve: ({ movedPairs }) => movedPairs.length,
    }),
  }),
});

const mergedFields = ({ fields, filled }: Merge): MergedFieldValue[] =>
  fields.map((one) => ({
    ...one,
    after: filled.find(({ field }) => field === one.field)?.next ?? one.survivor,
  }));

function conflictEffects(merge: Merge): ConflictEffectValue[] {
  const superseded = merge.superseded.map(({ conflictId }) => conflictId);
  const made = new Map(merge.newConflicts.map((conflict) => [conflict.id, conflict]));
  const closed = merge.closedConflictIds;
  const ids = new Set([...made.keys(), ...merge.movedConflictIds, ...superseded, ...closed]);
  return [...ids].map((conflictId) => {
    const conflict = made.get(conflictId);
    const outcome = superseded.includes(conflictId)
      ? "SUPERSEDED"
      : closed.includes(conflictId)
        ? "CLOSED"
        : conflict
          ? "OPENED"
          : "MOVED";
    return { conflictId, outcome, ...(conflict ? { made: conflict } : {}) };
  });
}
