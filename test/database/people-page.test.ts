import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import type { TimeKey } from "../../src/database/nested-pages.ts";
import { type PersonKind, type PersonRow, readPeople } from "../../src/database/people.ts";
import { createLog } from "../../src/log.ts";
import { addMember, createIdentityWorkspace, readCounts } from "../support/identity-workspace.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import {
  execute,
  type Operation,
  operations,
  operationsOnPeople,
  rehearse,
} from "../support/random-commands.ts";

let db: TestDatabase;
let writer: IdentityWriter;
beforeAll(async () => {
  db = await createTestDatabase();
  const log = createLog({ logLevel: "silent" });
  writer = createIdentityWriter({ pool: db.database.pool, log, onCommitted: () => undefined });
});
afterAll(() => db.drop());

const PAGE: readonly PersonKind[] = ["IDENTIFIED", "ANONYMOUS_PUSH"];
const ids = (people: readonly PersonRow[]) => people.map(({ id }) => id);

/** Carries out the operations in batches, each longer by `growth`, and calls `between` after each. */
async function play(
  chosen: readonly Operation[],
  growth: number,
  between: (read: ReturnType<typeof reader>) => Promise<void>,
) {
  const workspace = await createIdentityWorkspace(db.database.pool);
  const visitorIds = Array.from({ length: 6 }, () => randomUUID());
  const { pool } = db.database;
  const memberIds = [
    await addMember(pool, workspace.workspaceId),
    await addMember(pool, workspace.workspaceId),
  ];
  const { commands } = rehearse(chosen, { ...workspace, visitorIds, memberIds });
  for (let start = 0, size = 1; start < commands.length; start += size, size += growth) {
    const batch = commands.slice(start, start + size);
    await Promise.all(batch.map((command) => execute(writer, command)));
    await between(reader(workspace.workspaceId));
  }
}
const reader = (workspaceId: string) => ({
  page: (kinds: readonly PersonKind[], limit: number, after: TimeKey | null = null) =>
    readPeople(db.database.pool, { workspaceId, limit, after }, kinds, {}),
  counts: () => readCounts(db.database.pool, workspaceId),
});

const RUNS = { numRuns: 25, endOnFailure: false };

test("the kept counts are what counting gives and what the page lists, after every batch", async () => {
  const seen = { identified: 0, archived: 0, anonymous_push: 0, anonymous_conversations: 0 };
  await fc.assert(
    fc.asyncProperty(operations, (chosen) =>
      play(chosen, 1, async ({ page, counts }) => {
        const { kept, counted } = await counts();
        expect(kept).toEqual(counted);
        const listed = async (kind: PersonKind) => {
          const people = ids(await page([kind], 1000));
          expect(new Set(people).size).toBe(people.length);
          return people.length;
        };
        expect(kept).toEqual({
          identified: await listed("IDENTIFIED"),
          archived: await listed("ARCHIVED"),
          anonymous_push: await listed("ANONYMOUS_PUSH"),
          anonymous_conversations: await listed("ANONYMOUS_CONVERSATIONS"),
        });
        for (const kind of Object.keys(seen) as (keyof typeof seen)[]) seen[kind] += kept[kind];
      }),
    ),
    RUNS,
  );
  // Nothing of this was equal because there was nobody.
  expect(Object.values(seen).filter((count) => count === 0)).toEqual([]);
}, 120_000);

/** Six people on the page, so that there is something to walk over from the beginning. */
const SIX: readonly Operation[] = [
  ...[0, 1, 2, 3].map((visitor) => ({ type: "push" as const, visitor, on: true })),
  { type: "create", values: { email: 0 } as never },
  { type: "create", values: { phone: 1 } as never },
];

test("whoever stays on the page is shown once while others come, are identified, archived and merged between its pages", async () => {
  const walks = { pages: 0, joined: 0, left: 0 };
  const sizes = fc.integer({ min: 1, max: 2 });
  await fc.assert(
    fc.asyncProperty(operationsOnPeople, sizes, async (further, size) => {
      const chosen = [...SIX, ...further];
      const shown: string[] = [];
      let stayed: Set<string> | null = null;
      let at: TimeKey | null = null;
      let done = false;
      const next = async (page: ReturnType<typeof reader>["page"]) => {
        const rows = await page(PAGE, size, at);
        const last = rows.at(-1);
        if (last) at = { at: last.createdAt, id: last.id };
        done = rows.length < size;
        shown.push(...ids(rows));
        walks.pages += 1;
      };
      let rest: (() => Promise<void>) | null = null;
      await play(chosen, 0, async ({ page }) => {
        if (done) return;
        const now: string[] = ids(await page(PAGE, 1000));
        // The walk begins when there is something to walk over.
        if (stayed === null && now.length < 4) return;
        walks.joined += stayed === null ? 0 : now.filter((id) => !stayed?.has(id)).length;
        walks.left += [...(stayed ?? [])].filter((id) => !now.includes(id)).length;
        stayed = new Set(stayed === null ? now : now.filter((id) => stayed?.has(id)));
        await next(page);
        rest = async () => {
          while (!done) await next(page);
        };
      });
      await (rest as (() => Promise<void>) | null)?.();
      expect(new Set(shown).size).toBe(shown.length);
      for (const id of (stayed as Set<string> | null) ?? []) expect(shown).toContain(id);
    }),
    RUNS,
  );
  // People did come and go meanwhile.
  expect(Object.entries(walks).filter(([, count]) => count === 0)).toEqual([]);
}, 120_000);
