import { parseId } from "../../src/auth/global-id.ts";
import { newId } from "../../src/auth/new-id.ts";
import type {
  ImportOutcomeRecord,
  ImportPreview,
  ImportRecord,
} from "../../src/database/imports/import-record.ts";
import type { startApi, TestWorkspace } from "./api.ts";
import { put } from "./uploads.ts";

type Api = Awaited<ReturnType<typeof startApi>>;

/** Uploads a file and answers the id of its import. */
export async function upload(api: Api, text: string | Uint8Array, who = api.here.asAdmin) {
  const { status, json } = await put(api, who.token, text);
  if (status !== 201) throw new Error(JSON.stringify(json));
  return json.import.id as string;
}

/** From now on no server works on the imports of the workspace: each stays as a test makes it. */
export async function holdImports(api: Api, workspace = api.here): Promise<void> {
  await api.database.pool.query(
    `insert into graphile_worker._private_job_queues (queue_name, locked_at, locked_by)
     values ($1, now(), 'a test')`,
    [`imports:${uuidOf(workspace.workspaceId)}`],
  );
}

export const COUNTS = {
  rows: 10,
  created: 4,
  conflicting: 1,
  filled: 2,
  unchanged: 1,
  repeated: 1,
  refused: 1,
};

/** One of everything that a preview can say. */
export const PREVIEW: ImportPreview = {
  counts: COUNTS,
  openedConflicts: 1,
  examples: {
    CREATED: [
      { line: 2, lines: [7], contactId: null, name: "Ada Byron", fields: [], reasons: [] },
      { line: 3, lines: [], contactId: null, name: "Bo Long", fields: [], reasons: [] },
    ],
    CONFLICTING: [
      {
        line: 4,
        lines: [],
        contactId: null,
        name: "Cy Twombly",
        fields: [{ field: "gender", main: "m", given: "f" }],
        reasons: [],
      },
    ],
    REFUSED: [
      {
        line: 5,
        lines: [],
        contactId: null,
        name: null,
        fields: [],
        reasons: [{ column: 3, header: "email", code: "MALFORMED", message: "No email." }],
      },
    ],
  },
  reasons: [
    { column: 3, header: "email", code: "MALFORMED", message: "No email.", count: 1, firstLine: 5 },
  ],
  newGroupings: [
    { kind: "tag", name: "vip", id: newId() },
    { kind: "list", name: "Fair", id: newId() },
  ],
  madeAt: "2026-03-01T09:00:00.000Z",
  logPosition: "12",
};

const COLUMN_OF: Record<string, string> = {
  state: "state",
  preview: "preview",
  problem: "problem",
  result: "result",
  undoResult: "undo_result",
  rowsDone: "rows_done",
  rowsTotal: "rows_total",
  cancelRequested: "cancel_requested",
  queuedAt: "queued_at",
  startedAt: "started_at",
  finishedAt: "finished_at",
  fileRemovedAt: "file_removed_at",
};

/** Makes an import be as the server would have it at some later time. */
export async function setImport(
  api: Api,
  id: string,
  to: Partial<Omit<ImportRecord, "state">> & { state?: ImportRecord["state"] | "UPLOADING" },
): Promise<void> {
  const names = Object.keys(to);
  const sets = names.map((name, index) => `${COLUMN_OF[name]} = $${index + 2}`);
  const values = Object.values(to).map((value) =>
    value !== null && typeof value === "object" && !(value instanceof Date)
      ? JSON.stringify(value)
      : value,
  );
  await api.database.pool.query(`update import set ${sets.join(", ")} where id = $1`, [
    uuidOf(id),
    ...values,
  ]);
}

export async function addOutcomes(
  api: Api,
  workspace: TestWorkspace,
  id: string,
  outcomes: readonly ImportOutcomeRecord[],
): Promise<void> {
  for (const { line, outcome, contactId, detail, cells } of outcomes)
    await api.database.pool.query(
      "insert into import_outcome values ($1, $2, $3, $4, $5, $6, $7)",
      [
        uuidOf(workspace.workspaceId),
        uuidOf(id),
        line,
        outcome,
        contactId,
        detail === null ? null : JSON.stringify(detail),
        cells === null ? null : JSON.stringify(cells),
      ],
    );
}

export const uuidOf = (id: string) => parseId(id)?.uuid ?? "";
