import { createClient as createStreamClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, unknownId } from "../support/api.ts";
import { holdImports, setImport, upload, uuidOf } from "../support/imports.ts";
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts";
import { startApp } from "../support/server.ts";

// An import, watched: live, across servers, until nothing is under way any more.

/** Longer than any test takes: what is heard was told, not found by polling. */
const NEVER = 60_000;
const OFTEN = 100;

let api: Awaited<ReturnType<typeof startApi>>;
/** Another server on the same database. */
let other: Awaited<ReturnType<typeof startApp>>;
const sockets: RawSocket[] = [];
beforeAll(async () => {
  api = await startApi({ authorityCheckMillis: 50, pollMillis: OFTEN });
  await holdImports(api);
  other = await startApp({ databaseUrl: api.databaseUrl, pollMillis: NEVER });
});
afterAll(async () => {
  for (const socket of sockets) socket.socket.terminate();
  await other.stop();
  await api.stop();
});

const WATCH = /* GraphQL */ `
  subscription ($id: ID!) {
    importProgress(importId: $id) { id state progress { phase rowsDone cancelling } }
  }
`;

async function open(wsUrl: string, who: Client = api.here.asAdmin): Promise<RawSocket> {
  const socket = await openRawSocket(wsUrl, { token: who.token ?? "" });
  sockets.push(socket);
  await socket.next();
  return socket;
}

/** Follows an import; each `next` is what is heard, `null` that it is over. */
async function watch(wsUrl: string, id: string) {
  const socket = await open(wsUrl);
  socket.subscribe("import", WATCH, { id });
  return {
    socket,
    async next() {
      const { type, payload } = await socket.nextOf("import");
      if (type === "complete") return null;
      if (!payload.data) throw new Error(JSON.stringify(payload));
      return payload.data.importProgress;
    },
  };
}

/** An import that a job has in hand, as far as anybody can see. */
async function running(): Promise<string> {
  const id = await upload(api, "first,last,mail\nAda,Byron,ada@example.com\n");
  const at = new Date();
  await setImport(api, id, { state: "RUNNING", queuedAt: at, startedAt: at, rowsTotal: 100 });
  return id;
}
const cancel = (id: string) => api.here.asAdmin.mutate("cancelImport", { importId: id });

describe("a watcher", () => {
  it("hears how it is now, what others do through another server, and its end", async () => {
    const id = await running();
    const watcher = await watch(other.wsUrl, id);
    const progress = { phase: "APPLYING", rowsDone: 0 };
    expect(await watcher.next()).toMatchObject({ id, state: "RUNNING", progress });
    await cancel(id);
    expect(await watcher.next()).toMatchObject({
      state: "RUNNING",
      progress: { cancelling: true },
    });
    await setImport(api, id, { state: "CANCELLED", cancelRequested: false });
    // Told once more: nothing of it is under way, and the word of it is what counts.
    await cancel(id);
    expect(await watcher.next()).toMatchObject({ state: "CANCELLED", progress: null });
    expect(await watcher.next()).toBeNull();
  });

  it("finds by itself what nobody told", async () => {
    const id = await running();
    const watcher = await watch(api.wsUrl, id);
    expect(await watcher.next()).toMatchObject({ progress: { rowsDone: 0 } });
    await setImport(api, id, { rowsDone: 40 });
    expect(await watcher.next()).toMatchObject({ progress: { rowsDone: 40 } });
    await setImport(api, id, { state: "FINISHED" });
    expect(await watcher.next()).toMatchObject({ state: "FINISHED" });
    expect(await watcher.next()).toBeNull();
  });

  it("hears a few words a second, however often it moves, and the last of them", async () => {
    const id = await running();
    const watcher = await watch(api.wsUrl, id);
    await watcher.next();
    const began = performance.now();
    const heard: number[] = [];
    const hearing = (async () => {
      for (let told = await watcher.next(); told !== null; told = await watcher.next())
        heard.push(told.progress?.rowsDone ?? 100);
    })();
    for (let rowsDone = 1; rowsDone <= 100; rowsDone++) await setImport(api, id, { rowsDone });
    await setImport(api, id, { state: "FINISHED" });
    await hearing;
    const seconds = (performance.now() - began) / 1_000;
    expect(heard.at(-1)).toBe(100);
    expect(heard.length).toBeLessThanOrEqual(2 + Math.ceil(seconds * 4));
    expect(heard).toEqual([...heard].sort((one, two) => one - two));
  });

  it.each(["UPLOADED", "PREVIEWED", "STOPPED", "FINISHED", "CANCELLED", "UNDONE"] as const)(
    "of one with which nothing is under way hears that, and no more: %s",
    async (state) => {
      const id = await running();
      await setImport(api, id, { state });
      const watcher = await watch(api.wsUrl, id);
      expect(await watcher.next()).toMatchObject({ id, state, progress: null });
      expect(await watcher.next()).toBeNull();
    },
  );

  it("is let go when the import is gone", async () => {
    const id = await running();
    const watcher = await watch(api.wsUrl, id);
    await watcher.next();
    await api.database.pool.query("delete from import where id = $1", [uuidOf(id)]);
    expect(await watcher.next()).toBeNull();
  });

  it("hears nothing of others", async () => {
    const [id, another] = [await running(), await running()];
    const watcher = await watch(other.wsUrl, id);
    await watcher.next();
    await cancel(another);
    await cancel(id);
    expect(await watcher.next()).toMatchObject({ id });
  });
});

describe("who may watch", () => {
  async function answer(who: Client, id: string): Promise<string> {
    const socket = await open(api.wsUrl, who);
    socket.subscribe("import", WATCH, { id });
    const { payload } = await socket.nextOf("import");
    return JSON.stringify(payload.errors ?? payload);
  }

  it("is an admin, and nobody else", async () => {
    const id = await running();
    const key = await api.here.keyWith(["READ_CONTACTS", "READ_EVENTS"]);
    for (const who of [api.here.asAgent, key, await api.here.visitor()])
      expect(await answer(who, id)).toMatch("FORBIDDEN");
  });

  it("finds no import of another workspace, and none that still comes", async () => {
    const foreign = await upload(api, "a\n", api.elsewhere.asAdmin);
    const coming = await upload(api, "a\n");
    await setImport(api, coming, { state: "UPLOADING" });
    const nobodys = [foreign, coming, unknownId("Import"), unknownId("Contact"), "nonsense"];
    const answers = await Promise.all(nobodys.map((id) => answer(api.here.asAdmin, id)));
    expect(answers[0]).toMatch("IMPORT_NOT_FOUND");
    for (const one of answers) expect(one).toBe(answers[0]);
  });

  it("ends when the watcher's rights end", async () => {
    const { asAdmin, workspaceId } = api.here;
    const made = "... on CreateMemberPayload { member { id } }";
    const who = { email: "second@home.example", password: "correct horse battery" };
    const { member } = await asAdmin.mutate(
      "createMember",
      { role: "ADMIN", name: "Second", ...who },
      made,
    );
    const session = "... on MemberSessionPayload { accessToken }";
    const { accessToken } = await api
      .client(null)
      .mutate("signInMember", { workspaceId, ...who }, session);
    const id = await running();
    const socket = await open(api.wsUrl, api.client(accessToken));
    socket.subscribe("import", WATCH, { id });
    await socket.nextOf("import");
    const stream = createStreamClient({
      url: `${api.url}/graphql`,
      headers: { authorization: `Bearer ${accessToken}` },
      retryAttempts: 0,
    });
    const events = stream.iterate({ query: WATCH, variables: { id } });
    expect((await events.next()).value?.data).toMatchObject({ importProgress: { id } });
    await asAdmin.mutate("updateMember", { memberId: member.id, role: "AGENT" });
    expect(await socket.closed).toMatchObject({ code: 4403 });
    const last = await events.next();
    expect(last.value?.errors?.[0]?.message).toMatch(/./);
    stream.dispose();
  });
});
