import type pg from "pg";
import { newCommandId } from "../../../auth/new-id.ts";
import type { PersonRow } from "../../../csv/mapping/targets.ts";
import type { NewGrouping } from "../../../database/imports/import-record.ts";
import type { StagedPerson } from "../../../database/imports/staged-rows.ts";
import { readMemberEmails, readStandingNames } from "../../../database/imports/workspace-names.ts";
import { derivedId } from "../../../identity/derived-id.ts";
import type { GroupingKind } from "../../../identity/model.ts";
import { groupingNameKey } from "../../../identity/state.ts";

/** More new tags or lists than that are rather a column that holds something else. */
export const MOST_NEW_NAMES = 200;

/** The lists, tags and members that the rows of a file name, as ids. Lists and tags that are not there get theirs here. */
export interface NamesOfFile {
  /** Null: no member has the email. */
  resolve(row: PersonRow): Pick<StagedPerson, "tagIds" | "listIds" | "assigneeId"> | null;
  readonly added: readonly NewGrouping[];
}

export async function namesOfFile(pool: pg.Pool, workspaceId: string): Promise<NamesOfFile> {
  const [standing, members] = await Promise.all([
    readStandingNames(pool, workspaceId),
    readMemberEmails(pool, workspaceId),
  ]);
  const ids = new Map(standing.map((one) => [groupingNameKey(one.kind, one.name), one.id]));
  const added: NewGrouping[] = [];

  function idOf(kind: GroupingKind, name: string): string {
    const key = groupingNameKey(kind, name);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = derivedId(newCommandId(), "grouping");
    ids.set(key, id);
    added.push({ kind, name, id });
    return id;
  }

  return {
    added,
    resolve({ tags, lists, assigneeEmail }) {
      const assigneeId = assigneeEmail === null ? null : members.get(assigneeEmail);
      if (assigneeId === undefined) return null;
      return {
        tagIds: tags.map((name) => idOf("tag", name)),
        listIds: lists.map((name) => idOf("list", name)),
        assigneeId,
      };
    },
  };
}
