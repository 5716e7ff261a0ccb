import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createIdentityWriter, type IdentityWriter } from "../../src/actions/identity-writer.ts";
import { parseId } from "../../src/auth/global-id.ts";
import { EXPORT_HEADER } from "../../src/csv/contact-export.ts";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import { createLog } from "../../src/log.ts";
import { newWorkspace } from "../../src/new-workspace.ts";
import { type Client, createClient, startApi } from "../support/api.ts";
import { cellsOf, get } from "../support/csv-download.ts";
import { comparable, readLog, readTables } from "../support/identity-workspace.ts";
import { upload } from "../support/imports.ts";
import { peopleProcess } from "../support/people.ts";
import {
  execute,
  type Operation,
  operationsOnPeople,
  rehearse,
} from "../support/random-commands.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let writer: IdentityWriter;
beforeAll(async () => {
  // Duplicates are not looked for meanwhile.
  api = await startApi({ duplicateCheckMillis: 86_400_000 });
  writer = createIdentityWriter({
    pool: api.database.pool,
    log: createLog({ logLevel: "silent" }),
    onCommitted: () => undefined,
  });
});
afterAll(() => api.stop());

const systemClock = { now: () => new Date(), pass: () => {} };
const uuid = (id: string) => parseId(id)?.uuid ?? id;

/** A workspace in which all this happened, and its admin. */
async function workspaceWith(history: readonly Operation[]) {
  const made = await newWorkspace(peopleProcess(api.database, systemClock), {
    name: "Shop",
    country: "AU",
    adminEmail: `${randomUUID()}@admins.example`,
    agentEmail: `${randomUUID()}@agents.example`,
  });
  const workspaceId = uuid(made.workspaceId);
  const { rows } = await api.database.pool.query(
    `select default_list_id as "defaultListId" from workspace where id = $1`,
    [workspaceId],
  );
  const { commands } = rehearse(history, {
    workspaceId,
    defaultListId: rows[0].defaultListId,
    visitorIds: Array.from({ length: 6 }, () => randomUUID()),
    memberIds: [uuid(made.admin.memberId), uuid(made.agent.memberId)],
  });
  for (const command of commands) await execute(writer, command);
  const { email, password } = made.admin;
  const { accessToken } = await createClient(api.url, null).mutate(
    "signInMember",
    { workspaceId: made.workspaceId, email, password },
    "... on MemberSessionPayload { accessToken }",
  );
  return { workspaceId, asAdmin: createClient(api.url, accessToken) };
}

const COUNTS = "rows created conflicting filled unchanged refused repeated";
const IMPORT = `state problem { code } result { ${COUNTS} } differences { __typename }
  preview { counts { ${COUNTS} } newNames { name } openedConflicts }`;

async function ended(asAdmin: Client, id: string, state: string) {
  return vi.waitFor(
    async () => {
      const { node } = await asAdmin.query(
        `query ($id: ID!) { node(id: $id) { ... on Import { ${IMPORT} } } }`,
        { id },
      );
      expect(node.problem).toBeNull();
      expect(node.state).toBe(state);
      return node;
    },
    { timeout: 15_000, interval: 20 },
  );
}

/** Its columns are named as what they are. */
const COLUMNS = EXPORT_HEADER.map((header, index) => ({
  column: index + 1,
  target: header
    .toUpperCase()
    .replace(/ (?=\d)/, "")
    .replaceAll(" ", "_"),
}));

/** Uploads the file as it is, and runs it. */
async function runFile(asAdmin: Client, file: string, policy: string) {
  const id = await upload(api, file, asAdmin as never);
  const done = async (name: string, input: object) =>
    expect((await asAdmin.mutate(name, { importId: id, ...input })).code).toBeUndefined();
  await done("configureImport", { policy, columns: COLUMNS });
  await done("previewImport", {});
  await ended(asAdmin, id, "PREVIEWED");
  await done("runImport", {});
  return ended(asAdmin, id, "FINISHED");
}

async function stored(workspaceId: string) {
  const { pool } = api.database;
  return {
    tables: comparable(await readTables(pool, workspaceId)),
    log: await readLog(pool, workspaceId),
  };
}

it("an export that is imported again changes nothing, whatever happened before, under any policy", async () => {
  let exportedRows = 0;
  await fc.assert(
    fc.asyncProperty(operationsOnPeople, async (history) => {
      const { workspaceId, asAdmin } = await workspaceWith(history);
      const before = await stored(workspaceId);
      for (const status of ["ACTIVE", "ARCHIVED"])
        for (const policy of IMPORT_POLICIES) {
          const path = `${api.url}/exports/contacts.csv?status=${status}`;
          const { text } = await get(path, asAdmin.token);
          const rows = cellsOf(text);
          if (rows.length === 0) continue;
          exportedRows += rows.length;
          const refused = rows.filter(({ email, phone }) => !email && !phone).length;
          const { preview, result, differences } = await runFile(asAdmin, text, policy);
          const counts = { created: 0, conflicting: 0, filled: 0, repeated: 0, refused };
          expect(result).toEqual({
            ...counts,
            rows: rows.length,
            unchanged: rows.length - refused,
          });
          expect(preview).toEqual({
            counts: result,
            newNames: [],
            openedConflicts: 0,
          });
          expect(differences).toEqual([]);
        }
      const after = await stored(workspaceId);
      expect(after.tables).toEqual(before.tables);
      const added = after.log.slice(before.log.length);
      expect(new Set(added.map(({ kind }) => kind))).toEqual(
        new Set(added.length === 0 ? [] : ["ContactsImported"]),
      );
      expect(after.log.slice(0, before.log.length)).toEqual(before.log);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(exportedRows).toBeGreaterThan(20);
}, 300_000);
