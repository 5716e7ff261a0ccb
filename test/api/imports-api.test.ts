import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, unknownId } from "../support/api.ts";
import {
  addOutcomes,
  COUNTS,
  holdImports,
  PREVIEW,
  setImport,
  upload,
  uuidOf,
} from "../support/imports.ts";

// What the API says of an import, and how it is configured and moved on. What previewing and running do is told elsewhere.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  await holdImports(api);
  admin = api.here.asAdmin;
});
afterAll(() => api.stop());

const FILE = "first,last,mail,groups\nAda,Byron,ada@example.com,vip\n";
const COLUMNS = "columns { column header samples target attributeKey separator }";

/** The import, as its admin sees it. */
async function read(id: string, fields: string, who = admin) {
  const { node } = await who.query(
    `query ($id: ID!) { node(id: $id) { ... on Import { ${fields} } } }`,
    { id },
  );
  return node;
}
const configure = (importId: string, input: object, fields = `import { state ${COLUMNS} }`) =>
  admin.mutate(
    "configureImport",
    { importId, ...input },
    `... on ConfigureImportPayload { ${fields} }`,
  );
const MAPPED = [
  { column: 1, target: "FIRST_NAME" },
  { column: 2, target: "LAST_NAME" },
  { column: 3, target: "EMAIL" },
];
async function uploadMapped(text = FILE): Promise<string> {
  const id = await upload(api, text);
  expect(await configure(id, { columns: MAPPED })).toMatchObject({ import: { state: "UPLOADED" } });
  return id;
}
const act = (name: string, importId: string, who = admin) =>
  who.mutate(
    name,
    { importId },
    `... on ImportNotReady { import { state } }
     ${name === "deleteImport" ? "" : `... on ${name[0]?.toUpperCase()}${name.slice(1)}Payload { import { state } }`}`,
  );
const VERBS = ["previewImport", "runImport", "cancelImport", "undoImport", "deleteImport"];

describe("an uploaded file", () => {
  it("says what it is, who brought it, and what is in its columns", async () => {
    const id = await upload(api, FILE);
    const record = await read(
      id,
      `id fileName byteSize state policy dialect { encoding delimiter quote } detectedDialect { encoding }
       ${COLUMNS} createdBy { name } createdAt queuedAt preview { madeAt } progress { phase } placeInQueue
       problem { code } result { rows } differences { count } undoObstacle outcomes { nodes { line } }`,
    );
    expect(record).toMatchObject({
      id,
      fileName: "people.csv",
      byteSize: FILE.length,
      state: "UPLOADED",
      policy: "OPEN_CONFLICTS",
      dialect: { encoding: "UTF_8", delimiter: "COMMA", quote: "DOUBLE" },
      detectedDialect: { encoding: "UTF_8" },
      createdBy: { name: expect.any(String) },
      preview: null,
      progress: null,
      placeInQueue: null,
      problem: null,
      result: null,
      differences: [],
      undoObstacle: "NOT_ENDED",
      outcomes: { nodes: [] },
    });
    expect(record.columns).toMatchObject([
      { column: 1, header: "first", samples: ["Ada"] },
      { column: 2, header: "last", samples: ["Byron"] },
      { column: 3, header: "mail", samples: ["ada@example.com"] },
      { column: 4, header: "groups", samples: ["vip"] },
    ]);
  });

  it("says what is wrong with its headers, each with its column", async () => {
    const id = await upload(api, "mail,,Mail,last\na@example.com,x,b@example.com,Byron\n");
    const { columns } = await read(id, "columns { column header headerProblem }");
    expect(columns).toEqual([
      { column: 1, header: "mail", headerProblem: null },
      { column: 2, header: "", headerProblem: "MISSING" },
      { column: 3, header: "Mail", headerProblem: "REPEATED" },
      { column: 4, header: "last", headerProblem: null },
    ]);
  });

  it("says why it can't be read, with line and column", async () => {
    const id = await upload(api, 'mail,last\na@example.com,"Byron\n');
    const { problem } = await read(id, "problem { code line column message }");
    expect(problem).toMatchObject({ code: "UNCLOSED_QUOTE", line: 2, column: 2 });
    const blank = await upload(api, "\na,b\n");
    expect(await read(blank, "problem { code line }")).toEqual({
      problem: { code: "NO_HEADER", line: 1 },
    });
  });

  it("is listed with others, the newest first, and by state", async () => {
    const [older, newer] = [await upload(api, FILE), await upload(api, FILE)];
    await setImport(api, older, { state: "FINISHED", finishedAt: new Date() });
    const list = async (args: string) =>
      (await admin.query(`{ imports${args} { nodes { id } pageInfo { hasNextPage } } }`)).imports;
    const ids = (await list("(first: 2)")).nodes.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([newer, older]);
    const finished = await list("(states: [FINISHED, UNDONE])");
    expect(finished.nodes).toEqual([{ id: older }]);
  });

  it("is nobody's while it still comes", async () => {
    const id = await upload(api, FILE);
    await setImport(api, id, { state: "UPLOADING" });
    expect(await read(id, "id")).toBeNull();
    const { imports } = await admin.query("{ imports(first: 100) { nodes { id } } }");
    expect(imports.nodes).not.toContainEqual({ id });
    for (const verb of VERBS)
      expect(await act(verb, id)).toMatchObject({ code: "IMPORT_NOT_FOUND" });
    expect(await configure(id, {})).toMatchObject({ code: "IMPORT_NOT_FOUND" });
    await setImport(api, id, { state: "UPLOADED" });
    expect(await read(id, "id")).toEqual({ id });
  });
});

describe("whoever may not see an import", () => {
  it("finds none: agents, keys, and admins of another workspace", async () => {
    const id = await upload(api, FILE);
    for (const who of [api.here.asAgent, await api.here.keyWith(["READ_CONTACTS"])])
      expect(await read(id, "id", who)).toBeNull();
    expect(await read(id, "id", api.elsewhere.asAdmin)).toBeNull();
    const { imports } = await api.elsewhere.asAdmin.query("{ imports { nodes { id } } }");
    expect(imports.nodes).toEqual([]);
  });

  it("is answered as for one that does not exist", async () => {
    const foreign = await upload(api, FILE, api.elsewhere.asAdmin);
    const nobodys = [foreign, unknownId("Import"), unknownId("ImportMapping"), "nonsense"];
    for (const verb of [...VERBS, "configureImport", "exportRefusedRows", "saveImportMapping"]) {
      const input = verb === "saveImportMapping" ? { name: "x" } : {};
      const answers = await Promise.all(
        nobodys.map((importId) => admin.mutate(verb, { importId, ...input })),
      );
      expect(answers[0], verb).toMatchObject({ code: "IMPORT_NOT_FOUND" });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }
    expect(await read(foreign, "state", api.elsewhere.asAdmin)).toEqual({ state: "UPLOADED" });
  });
});

describe("configuring", () => {
  it("takes every target, and answers each as it was given", async () => {
    const { __type } = await admin.query(
      `{ __type(name: "ImportTarget") { enumValues { name } } }`,
    );
    const targets = __type.enumValues.map(({ name }: { name: string }) => name);
    expect(targets).toHaveLength(28);
    const header = targets.map((_name: string, index: number) => `c${index}`).join(",");
    const id = await upload(api, `${header}\n`);
    const columns = targets.map((target: string, index: number) => ({
      column: index + 1,
      target,
      ...(target === "ATTRIBUTE" ? { attributeKey: "plan" } : {}),
      ...(target === "TAGS" ? { separator: "|" } : {}),
    }));
    const answer = await configure(id, { columns });
    const given = columns.map(({ column, target }: { column: number; target: string }) => ({
      column,
      target,
      attributeKey: target === "ATTRIBUTE" ? "plan" : null,
      separator: { TAGS: "|", LISTS: ";" }[target] ?? null,
    }));
    expect(answer.import.columns).toMatchObject(given);
  });

  it("changes what is given and nothing else", async () => {
    const id = await uploadMapped();
    await configure(id, { policy: "OVERWRITE" });
    const answer = await configure(
      id,
      { columns: [{ column: 4, target: "TAGS" }] },
      "import { policy columns { target } }",
    );
    expect(answer.import).toEqual({
      policy: "OVERWRITE",
      columns: ["FIRST_NAME", "LAST_NAME", "EMAIL", "TAGS"].map((target) => ({ target })),
    });
  });

  it("reads the file anew in another dialect", async () => {
    const id = await upload(api, "mail|'last|name'\na@example.com|Byron\n");
    const answer = await configure(
      id,
      { delimiter: "PIPE", quote: "SINGLE" },
      `import { dialect { encoding delimiter quote } columns { header samples } }`,
    );
    expect(answer.import).toEqual({
      dialect: { encoding: "UTF_8", delimiter: "PIPE", quote: "SINGLE" },
      columns: [
        { header: "mail", samples: ["a@example.com"] },
        { header: "last|name", samples: ["Byron"] },
      ],
    });
    // The same once more is no other dialect: what was mapped stays.
    await configure(id, { columns: [{ column: 1, target: "EMAIL" }] });
    const again = await configure(id, { delimiter: "PIPE", policy: "KEEP" });
    expect(again.import.columns[0]).toMatchObject({ target: "EMAIL" });
  });

  it("forgets what a preview said", async () => {
    const id = await uploadMapped();
    await setImport(api, id, { state: "PREVIEWED", preview: PREVIEW });
    const answer = await configure(id, { policy: "KEEP" }, "import { state preview { madeAt } }");
    expect(answer.import).toEqual({ state: "UPLOADED", preview: null });
    expect(await act("runImport", id)).toMatchObject({ code: "IMPORT_NOT_READY" });
  });

  it("helps a file that was stopped", async () => {
    const id = await upload(api, "mail|last\n");
    const problem = { code: "UNCLOSED_QUOTE", line: 1, column: 1, message: "…" } as const;
    await setImport(api, id, { state: "STOPPED", problem });
    const answer = await configure(id, { quote: "SINGLE" }, "import { state problem { code } }");
    expect(answer.import).toEqual({ state: "UPLOADED", problem: null });
  });

  it.each([
    ["columns.0.column", { column: 5, target: "EMAIL" }],
    ["columns.0.column", { column: 0, target: "EMAIL" }],
    ["columns.0.attributeKey", { column: 1, target: "ATTRIBUTE" }],
    ["columns.0.attributeKey", { column: 1, target: "ATTRIBUTE", attributeKey: " " }],
    ["columns.0.attributeKey", { column: 1, target: "ATTRIBUTE", attributeKey: "__proto__" }],
    ["columns.0.attributeKey", { column: 1, target: "EMAIL", attributeKey: "plan" }],
    ["columns.0.separator", { column: 1, target: "TAGS", separator: "" }],
    ["columns.0.separator", { column: 1, target: "EMAIL", separator: ";" }],
  ])("names what is wrong with a column: %s", async (path, column) => {
    const id = await uploadMapped();
    const answer = await configure(id, { columns: [column], policy: "KEEP" });
    expect(answer).toMatchObject({ code: "INVALID_INPUT", problems: [{ path }] });
    expect(await read(id, "policy")).toEqual({ policy: "OPEN_CONFLICTS" });
  });

  it("maps a column once", async () => {
    const columns = [
      { column: 1, target: "EMAIL" },
      { column: 1, target: "PHONE" },
    ];
    expect(await configure(await upload(api, FILE), { columns })).toMatchObject({
      problems: [{ path: "columns.1.column", problem: "REPEATED" }],
    });
  });

  it("is refused where it makes no difference any more", async () => {
    const id = await uploadMapped();
    for (const state of [
      "PREVIEW_QUEUED",
      "PREVIEWING",
      "QUEUED",
      "RUNNING",
      "FINISHED",
      "CANCELLED",
      "UNDO_QUEUED",
      "UNDOING",
      "UNDONE",
    ] as const) {
      await setImport(api, id, { state });
      const fields = "... on ImportNotReady { import { state } }";
      const answer = await admin.mutate("configureImport", { importId: id }, fields);
      expect(answer).toMatchObject({ code: "IMPORT_NOT_READY", import: { state } });
    }
    await setImport(api, id, { state: "STOPPED", fileRemovedAt: new Date() });
    for (const name of ["configureImport", "previewImport"])
      expect(await admin.mutate(name, { importId: id })).toMatchObject({
        code: "IMPORT_FILE_GONE",
      });
  });
});

describe("previewing", () => {
  it("is refused while something is missing, and names it", async () => {
    const id = await upload(api, FILE);
    const ignored = [1, 2, 3, 4].map((column) => ({ column, target: "IGNORE" }));
    await configure(id, { columns: ignored });
    const fields = "... on ImportMappingIncomplete { mappingProblems { code columns message } }";
    const preview = () => admin.mutate("previewImport", { importId: id }, fields);
    expect(await preview()).toMatchObject({
      code: "IMPORT_MAPPING_INCOMPLETE",
      mappingProblems: [
        { code: "FIRST_NAME_NOT_MAPPED", columns: [] },
        { code: "LAST_NAME_NOT_MAPPED", columns: [] },
        { code: "IDENTIFIER_NOT_MAPPED", columns: [] },
      ],
    });
    await configure(id, { columns: [...MAPPED, { column: 4, target: "EMAIL" }] });
    expect(await preview()).toMatchObject({
      mappingProblems: [{ code: "AMBIGUOUS_COLUMNS", columns: [3, 4] }],
    });
    expect(await read(id, "state")).toEqual({ state: "UPLOADED" });
  });

  it("looks at a file first that was not looked at yet", async () => {
    const id = await upload(api, FILE);
    await api.database.pool.query("update import set dialect = null, columns = '[]'");
    // Its columns are as they are suggested, and may be mapped to nothing.
    await act("previewImport", id);
    const { columns } = await read(id, "columns { header }");
    expect(columns).toHaveLength(4);
  });
});

describe("moving on", () => {
  it("makes it wait for its turn", async () => {
    const id = await uploadMapped();
    const waits = async (state: string) => {
      const progress = { phase: "WAITING", rowsDone: 0 };
      const fields = "state progress { phase rowsDone } queuedAt startedAt problem { code }";
      expect(await read(id, fields)).toMatchObject({
        state,
        progress,
        startedAt: null,
        problem: null,
      });
    };
    expect(await act("previewImport", id)).toMatchObject({ import: { state: "PREVIEW_QUEUED" } });
    await waits("PREVIEW_QUEUED");
    await setImport(api, id, { state: "PREVIEWED", preview: PREVIEW });
    expect(await act("runImport", id)).toMatchObject({ import: { state: "QUEUED" } });
    await waits("QUEUED");
    await setImport(api, id, { state: "FINISHED", result: COUNTS });
    expect(await act("undoImport", id)).toMatchObject({ import: { state: "UNDO_QUEUED" } });
    await waits("UNDO_QUEUED");
    await setImport(api, id, { state: "UNDONE" });
    const { rows } = await api.database.pool.query(
      "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'imports'",
    );
    expect(rows).toEqual([{ payload: { workspaceId: uuidOf(api.here.workspaceId) } }]);
  });

  it("of many who move it at once, one does", async () => {
    const id = await uploadMapped();
    await setImport(api, id, { state: "PREVIEWED", preview: PREVIEW });
    const answers = await Promise.all(Array.from({ length: 6 }, () => act("runImport", id)));
    const moved = answers.filter(({ code }) => code === undefined);
    expect(moved).toHaveLength(1);
    await setImport(api, id, { state: "CANCELLED" });
  });

  const ALL = ["UPLOADED", "PREVIEWED", "FINISHED", "CANCELLED", "STOPPED", "UNDONE"] as const;
  it.each([
    ["runImport", ["PREVIEWED"]],
    ["undoImport", ["FINISHED", "CANCELLED"]],
    ["cancelImport", ["UPLOADED", "PREVIEWED", "CANCELLED", "STOPPED"]],
    ["deleteImport", ALL],
  ])("%s is for imports in the right state, others answer theirs", async (name, states) => {
    for (const state of ALL) {
      const id = await uploadMapped();
      await setImport(api, id, { state, result: COUNTS, preview: PREVIEW });
      const answer = await act(name, id);
      if ((states as readonly string[]).includes(state))
        expect(answer, state).not.toHaveProperty("code");
      else expect(answer, state).toMatchObject({ code: "IMPORT_NOT_READY", import: { state } });
    }
  });

  it.each(["PREVIEW_QUEUED", "PREVIEWING", "QUEUED", "RUNNING", "UNDO_QUEUED", "UNDOING"] as const)(
    "what is under way is neither previewed, run, undone nor deleted: %s",
    async (state) => {
      const id = await uploadMapped();
      await setImport(api, id, { state, result: COUNTS, queuedAt: new Date() });
      for (const name of ["previewImport", "runImport", "undoImport", "deleteImport"])
        expect(await act(name, id)).toMatchObject({ code: "IMPORT_NOT_READY", import: { state } });
      await setImport(api, id, { state: "CANCELLED" });
    },
  );

  it("cancelling ends what waits at once and removes its file; a second time changes nothing", async () => {
    for (const state of ["PREVIEW_QUEUED", "QUEUED"] as const) {
      const id = await uploadMapped();
      await setImport(api, id, { state, queuedAt: new Date() });
      expect(await act("cancelImport", id)).toMatchObject({ import: { state: "CANCELLED" } });
      const cancelled = await read(id, "state finishedAt fileRemovedAt progress { phase }");
      expect(cancelled).toMatchObject({ finishedAt: expect.any(String), progress: null });
      expect(cancelled.fileRemovedAt).toEqual(cancelled.finishedAt);
      expect(await act("cancelImport", id)).toMatchObject({ import: { state: "CANCELLED" } });
      expect(await read(id, "state finishedAt fileRemovedAt progress { phase }")).toEqual(
        cancelled,
      );
    }
    const { rows } = await api.database.pool.query(
      "select count(*)::int as parts from import_file_part p join import i on i.id = p.import_id where i.state = 'CANCELLED' and i.file_removed_at is not null",
    );
    expect(rows).toEqual([{ parts: 0 }]);
  });

  it("cancelling what runs asks it to end", async () => {
    const id = await uploadMapped();
    const at = new Date();
    await setImport(api, id, { state: "RUNNING", queuedAt: at, startedAt: at, rowsTotal: 10 });
    for (let times = 0; times < 2; times++)
      expect(await act("cancelImport", id)).toMatchObject({ import: { state: "RUNNING" } });
    expect(await read(id, "progress { phase cancelling }")).toEqual({
      progress: { phase: "APPLYING", cancelling: true },
    });
    await setImport(api, id, { state: "CANCELLED" });
  });

  it("what changed nothing is not undone", async () => {
    const id = await uploadMapped();
    const nothing = { ...COUNTS, created: 0, conflicting: 0, filled: 0 };
    for (const result of [null, nothing]) {
      await setImport(api, id, { state: "CANCELLED", result });
      expect(await read(id, "undoObstacle")).toEqual({ undoObstacle: "NOTHING_APPLIED" });
      expect(await act("undoImport", id)).toMatchObject({ code: "IMPORT_NOT_READY" });
    }
  });

  it("deleting leaves nothing of it", async () => {
    const id = await uploadMapped();
    await setImport(api, id, { state: "FINISHED" });
    const refused = {
      line: 2,
      outcome: "REFUSED",
      contactId: null,
      detail: null,
      cells: ["x"],
    } as const;
    await addOutcomes(api, api.here, id, [refused]);
    const fields = "... on DeleteImportPayload { deletedImportId }";
    const answer = await admin.mutate("deleteImport", { importId: id }, fields);
    expect(answer).toMatchObject({ deletedImportId: id });
    expect(await read(id, "id")).toBeNull();
    const { rows } = await api.database.pool.query(
      `select (select count(*)::int from import_outcome) as outcomes,
         (select count(*)::int from import_file_part p where not exists (select from import i where i.id = p.import_id)) as parts`,
    );
    expect(rows).toEqual([{ outcomes: 0, parts: 0 }]);
    expect(await act("deleteImport", id)).toMatchObject({ code: "IMPORT_NOT_FOUND" });
  });
});

describe("what is known of an import", () => {
  it("its preview: counts, examples, reasons, and what would be made", async () => {
    const id = await uploadMapped();
    await setImport(api, id, { state: "PREVIEWED", preview: PREVIEW });
    const { preview } = await read(
      id,
      `preview { counts { rows created conflicting filled unchanged repeated refused } openedConflicts madeAt
        examples { outcome line repeatedLines name contact { id } reasons { code column header message }
          fields { field main { ... on TextValue { text } } given { ... on TextValue { text } } } }
        refused: examples(outcome: REFUSED) { line }
        reasons { code column header message count firstLine } newNames { kind name } }`,
    );
    expect(preview).toMatchObject({
      counts: COUNTS,
      openedConflicts: 1,
      madeAt: PREVIEW.madeAt,
      refused: [{ line: 5 }],
      reasons: PREVIEW.reasons,
      newNames: [
        { kind: "TAG", name: "vip" },
        { kind: "LIST", name: "Fair" },
      ],
    });
    expect(preview.examples).toMatchObject([
      { outcome: "CREATED", line: 2, repeatedLines: [7], name: "Ada Byron", contact: null },
      { outcome: "CREATED", line: 3 },
      {
        outcome: "CONFLICTING",
        fields: [{ field: "GENDER", main: { text: "m" }, given: { text: "f" } }],
      },
      { outcome: "REFUSED", reasons: [{ code: "MALFORMED", column: 3 }] },
    ]);
  });

  it("its progress: phase, rows, rate and time left", async () => {
    const id = await uploadMapped();
    const progress = async () =>
      (await read(id, "progress { phase rowsDone rowsTotal rowsPerSecond secondsLeft cancelling }"))
        .progress;
    const startedAt = new Date(Date.now() - 10_000);
    await setImport(api, id, {
      state: "PREVIEWING",
      queuedAt: startedAt,
      startedAt,
      rowsDone: 100,
    });
    expect(await progress()).toMatchObject({
      phase: "READING",
      rowsTotal: null,
      secondsLeft: null,
    });
    await setImport(api, id, { rowsTotal: 400 });
    const trying = await progress();
    expect(trying).toMatchObject({ phase: "TRYING", rowsDone: 100, rowsTotal: 400 });
    expect(trying.rowsPerSecond).toBeGreaterThan(5);
    expect(trying.rowsPerSecond).toBeLessThanOrEqual(10);
    expect(trying.secondsLeft).toBe(Math.ceil(300 / trying.rowsPerSecond));
    await setImport(api, id, { state: "QUEUED", startedAt: null, rowsDone: 0 });
    expect(await progress()).toMatchObject({ phase: "WAITING", rowsPerSecond: null });
    await setImport(api, id, { state: "CANCELLED" });
    expect(await progress()).toBeNull();
  });

  it("its place among those that wait", async () => {
    const ids = [await uploadMapped(), await uploadMapped(), await uploadMapped()] as const;
    for (const [index, id] of ids.entries())
      await setImport(api, id, {
        state: index === 2 ? "RUNNING" : "QUEUED",
        queuedAt: new Date(Date.UTC(2026, 0, 3 - index)),
      });
    const places = await Promise.all(ids.map((id) => read(id, "placeInQueue")));
    expect(places).toEqual([3, 2, 1].map((placeInQueue) => ({ placeInQueue })));
    for (const id of ids) await setImport(api, id, { state: "CANCELLED" });
  });

  it("its result, and what is not as the preview said", async () => {
    const id = await uploadMapped();
    const at = { state: "FINISHED", finishedAt: new Date(), preview: PREVIEW } as const;
    await setImport(api, id, { ...at, result: COUNTS });
    const fields = "result { created } differences { count preview result } undoObstacle";
    expect(await read(id, fields)).toEqual({
      result: { created: 4 },
      differences: [],
      undoObstacle: null,
    });
    await setImport(api, id, { result: { ...COUNTS, created: 3, unchanged: 2 } });
    expect((await read(id, fields)).differences).toEqual([
      { count: "CREATED", preview: 4, result: 3 },
      { count: "UNCHANGED", preview: 1, result: 2 },
    ]);
  });
});
