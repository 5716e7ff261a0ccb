import { decodeIdOrNobodys } from "../auth/global-id.ts";
import type { ContactSelection } from "../database/export-contacts.ts";
import { type AudienceChannel, REACHED } from "../database/people.ts";
import { CONDITIONS, type Condition, MOST_NAMED, toGroupingFilter } from "./grouping-filter.ts";

export const EXPORT_PATH = "/exports/contacts.csv";

/** Which contacts are exported, as callers say it: by the parameters of the path, or the input of `exportContacts`. */
export interface ExportWish extends Partial<Record<Condition, readonly string[] | null>> {
  readonly status?: ContactSelection["status"] | null;
  readonly channel?: AudienceChannel | null;
  readonly assigneeId?: string | null;
  readonly unassigned?: boolean | null;
}

const STATUSES = { ACTIVE: "active", ARCHIVED: "archived" } as const;
const CHANNELS = Object.fromEntries(Object.keys(REACHED).map((name) => [name, name])) as {
  [C in AudienceChannel]: C;
};
const BOOLEANS = { true: true, false: false } as const;
const LISTS = Object.keys(CONDITIONS) as Condition[];

/** The address that exports what is wished for; `readWish` has it back. */
export function exportAddress(wish: ExportWish): string {
  const query = new URLSearchParams();
  if (wish.status) query.set("status", wish.status.toUpperCase());
  if (wish.channel) query.set("channel", wish.channel);
  if (wish.assigneeId != null) query.set("assigneeId", wish.assigneeId);
  if (wish.unassigned != null) query.set("unassigned", String(wish.unassigned));
  for (const name of LISTS) {
    const ids = wish[name] ?? [];
    for (const id of ids) query.append(name, id);
    // Of an empty list, "any" selects nobody, and so does an id that nothing has.
    if (wish[name]?.length === 0 && name.includes("Any")) query.append(name, "");
  }
  return query.size === 0 ? EXPORT_PATH : `${EXPORT_PATH}?${query}`;
}

export interface WishProblem {
  readonly code: "UNKNOWN_PARAMETER" | "INVALID_PARAMETER" | "TOO_MANY_IDS";
  /** The parameter. */
  readonly path: string;
  readonly message: string;
}

const SINGLE = { status: STATUSES, channel: CHANNELS, unassigned: BOOLEANS, assigneeId: null };

/** What an address wishes for; or what is wrong with it, in its parameters' order. */
export function readWish(query: URLSearchParams): ExportWish | WishProblem {
  const wish: Record<string, unknown> = {};
  for (const path of new Set(query.keys())) {
    const given = query.getAll(path);
    if (Object.hasOwn(CONDITIONS, path)) {
      if (given.length > MOST_NAMED) return tooMany(path);
      wish[path] = given;
    } else if (Object.hasOwn(SINGLE, path)) {
      const values: Record<string, unknown> | null = SINGLE[path as keyof typeof SINGLE];
      const value = given[0] ?? "";
      if (given.length > 1) return invalid(path, "is given more than once.");
      if (values && !Object.hasOwn(values, value))
        return invalid(path, `is one of ${Object.keys(values).join(", ")}.`);
      wish[path] = values ? values[value] : value;
    } else return { code: "UNKNOWN_PARAMETER", path, message: `An export takes ${TAKEN}.` };
  }
  return wish;
}

const TAKEN = [...Object.keys(SINGLE), ...LISTS].map((name) => `\`${name}\``).join(", ");
const invalid = (path: string, message: string): WishProblem => ({
  code: "INVALID_PARAMETER",
  path,
  message: `\`${path}\` ${message}`,
});
const tooMany = (path: string): WishProblem => ({
  code: "TOO_MANY_IDS",
  path,
  message: `\`${path}\` may be given at most ${MOST_NAMED} times.`,
});

/** The wish as the database reads it: the active contacts, unless it says otherwise. */
export const toSelection = (wish: ExportWish): ContactSelection => ({
  status: wish.status ?? "active",
  channel: wish.channel ?? null,
  assigneeId: wish.assigneeId == null ? null : decodeIdOrNobodys("Member", wish.assigneeId),
  unassigned: wish.unassigned ?? null,
  ...toGroupingFilter(wish),
});
