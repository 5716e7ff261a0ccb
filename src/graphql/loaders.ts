import DataLoader from "dataloader";
import type { Contact, Workspace } from "../database/generated/prisma/client.ts";
import { readMappings } from "../database/imports/import-mappings.ts";
import { readImports, readQueue } from "../database/imports/import-records.ts";
import { countListMembers, visitorsOfLists } from "../database/list-members.ts";
import {
  conflictsOfContacts,
  contactsOfLists,
  conversationsOfContacts,
  conversationsOfVisitors,
  mergesOfContacts,
  messagesOfConversations,
  type NestedPageRequest,
  type NestedPages,
  type TimeKey,
  visitorsOfContacts,
} from "../database/nested-pages.ts";
import type { Database } from "../database/open.ts";
import { findSurvivors } from "./survivors.ts";

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * What one request reads by key: each loader asks the database once for all keys that are asked for in the same tick,
 * so that a page costs as many statements as its selection is deep, however many rows it has. Everything is looked up
 * with the caller's workspace. `null` workspace: the caller has none, and nothing is found.
 */
export function createLoaders({ prisma, pool }: Database, workspaceId: string | null) {
  const byId = <Row extends { id: string }>(
    find: (where: { workspaceId: string; id: { in: string[] } }) => Promise<Row[]>,
  ) =>
    new DataLoader<string, Row | null>(async (ids) => {
      if (workspaceId === null) return ids.map(() => null);
      const rows = new Map(
        (await find({ workspaceId, id: { in: [...ids] } })).map((row) => [row.id, row]),
      );
      return ids.map((id) => rows.get(id) ?? null);
    });

  const ofContact = <Row>(
    find: (where: { workspaceId: string; contactId: { in: string[] } }) => Promise<Row[]>,
    contactsOf: (row: Row) => readonly (string | null)[],
  ) =>
    new DataLoader<string, Row[]>(async (ids) => {
      const found = new Map<string, Row[]>(ids.map((id) => [id, []]));
      if (workspaceId !== null)
        for (const row of await find({ workspaceId, contactId: { in: [...ids] } }))
          for (const contactId of contactsOf(row)) found.get(contactId ?? "")?.push(row);
      return ids.map((id) => found.get(id) ?? []);
    });

  const pages = <Row, Request extends NestedPageRequest<unknown>>(
    read: (request: Request) => Promise<NestedPages<Row>>,
  ) =>
    new DataLoader<
      Omit<Request, "workspaceId" | "parentIds"> & { parentId: string },
      Row[],
      string
    >(
      async (keys) => {
        const alike = new Map<string, { rest: object; parentIds: string[] }>();
        for (const { parentId, ...rest } of keys) {
          const group = alike.get(signature(rest)) ?? { rest, parentIds: [] };
          alike.set(signature(rest), group);
          group.parentIds.push(parentId);
        }
        const results = new Map<string, NestedPages<Row>>();
        if (workspaceId !== null)
          await Promise.all(
            [...alike].map(async ([key, { rest, parentIds }]) =>
              results.set(key, await read({ ...rest, workspaceId, parentIds } as never)),
            ),
          );
        return keys.map(
          ({ parentId, ...rest }) => results.get(signature(rest))?.get(parentId) ?? [],
        );
      },
      { cacheKeyFn: ({ parentId, ...rest }) => `${parentId} ${signature(rest)}` },
    );

  return {
    workspace: new DataLoader<string, Workspace | null>(async (ids) =>
      workspaceId === null
        ? ids.map(() => null)
        : Promise.all(
            // Only one workspace can be asked for: the caller's.
            ids.map((id) =>
              id === workspaceId ? prisma.workspace.findUnique({ where: { id } }) : null,
            ),
          ),
    ),
    member: byId((where) => prisma.member.findMany({ where })),
    integrationKey: byId((where) => prisma.integrationKey.findMany({ where })),
    /** A contact that was merged is answered by the one that survived. */
    contact: new DataLoader<string, Contact | null>(async (ids) =>
      workspaceId === null ? ids.map(() => null) : findSurvivors(prisma, workspaceId, ids),
    ),
    visitor: byId((where) => prisma.visitor.findMany({ where })),
    conversation: byId((where) => prisma.conversation.findMany({ where })),
    message: byId((where) => prisma.message.findMany({ where })),
    conflict: byId((where) => prisma.conflict.findMany({ where })),
    suspicion: byId((where) => prisma.suspectedDuplicate.findMany({ where })),
    list: byId((where) => prisma.contactList.findMany({ where: { ...where, deletedAt: null } })),
    tag: byId((where) => prisma.tag.findMany({ where: { ...where, deletedAt: null } })),
    merge: byId((where) => prisma.contactMerge.findMany({ where })),
    import: byId((where) => readImports(pool, where.workspaceId, where.id.in)),
    importMapping: byId((where) => readMappings(pool, where.workspaceId, where.id.in)),
    importQueue: new DataLoader<string, string[]>((ids) =>
      // Only one workspace can be asked for: the caller's.
      Promise.all(ids.map((id) => (id === workspaceId ? readQueue(pool, id) : []))),
    ),

    openConflictsOfContact: ofContact(
      (where) =>
        prisma.conflict.findMany({ where: { ...where, status: "open" }, orderBy: { id: "asc" } }),
      (row) => [row.contactId],
    ),
    pushVisitorsOfContact: ofContact(
      (where) =>
        prisma.visitor.findMany({
          where: { ...where, pushOptedIn: true },
          distinct: ["contactId"],
          select: { contactId: true },
        }),
      (row) => [row.contactId],
    ),
    suspicionsOfContact: ofContact(
      ({ workspaceId, contactId }) =>
        prisma.suspectedDuplicate.findMany({
          where: {
            workspaceId,
            status: "open",
            OR: [{ contactId }, { otherContactId: contactId }],
          },
          orderBy: { id: "desc" },
        }),
      (row) => [row.contactId, row.otherContactId],
    ),

    visitorsOfContact: pages((request: NestedPageRequest<bigint>) =>
      visitorsOfContacts(pool, request),
    ),
    conversationsOfContact: pages((request: NestedPageRequest<TimeKey>) =>
      conversationsOfContacts(pool, request),
    ),
    conversationsOfVisitor: pages((request: NestedPageRequest<TimeKey>) =>
      conversationsOfVisitors(pool, request),
    ),
    messagesOfConversation: pages(
      (request: NestedPageRequest<TimeKey> & { readonly newestFirst: boolean }) =>
        messagesOfConversations(pool, request),
    ),
    conflictsOfContact: pages(
      (request: NestedPageRequest<string> & { readonly status: string | null }) =>
        conflictsOfContacts(pool, request),
    ),
    mergesOfContact: pages((request: NestedPageRequest<string>) => mergesOfContacts(pool, request)),
    visitorsOfList: pages((request: NestedPageRequest<TimeKey>) => visitorsOfLists(pool, request)),
    memberCountOfList: new DataLoader<string, number>(async (ids) => {
      if (workspaceId === null) return ids.map(() => 0);
      const counts = await countListMembers(pool, workspaceId, ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    contactsOfList: pages((request: NestedPageRequest<string>) => contactsOfLists(pool, request)),
  };
}

/** The rows of the given ids that are there. */
export async function existingRows<Row extends object>(
  loader: DataLoader<string, Row | null>,
  ids: readonly string[],
): Promise<Row[]> {
  const rows = await Promise.all(ids.map((id) => loader.load(id)));
  return rows.filter((row) => row !== null);
}

/** Between two mutations of one operation: what was read before the second may be different after it. */
export function forgetAll(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
}

/** Two requests with the same signature differ in their parents only, and are answered by one statement. */
const signature = (request: object): string =>
  JSON.stringify(request, (_key, value) => (typeof value === "bigint" ? String(value) : value));
