import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { encodeCursor } from "../../src/live/cursor.ts";
import { startApi } from "../support/api.ts";
import { counted, maintained } from "../support/counting.ts";
import { chatting, merging } from "../support/merging.ts";
import { openRawSocket } from "../support/raw-socket.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
let chats: ReturnType<typeof chatting>;
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
  chats = chatting(api.here);
});
afterAll(() => api.stop());

async function erase(name: "deleteContact" | "deleteVisitor", id: object) {
  const fields = "... on DeletionNotConfirmed { preview { confirmation } }";
  const { preview } = await api.here.asAdmin.mutate(name, id, fields);
  const { confirmation } = preview;
  expect(await api.here.asAdmin.mutate(name, { ...id, confirmation })).not.toHaveProperty("code");
}
async function undo(...mergeIds: string[]) {
  for (const id of mergeIds) expect((await admin.undo(id)).__typename).toBe("UndoMergePayload");
}

/** The tables that have a word anywhere. It has to be long enough to be in no random secret. */
async function tablesWith(word: string): Promise<string[]> {
  const { pool } = api.database;
  const { rows } = await pool.query<{ name: string }>(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const one = `select 1 from ${name} t where strpos(lower(t::text), $1) > 0 limit 1`;
    if ((await pool.query(one, [word])).rows.length > 0) found.push(name);
  }
  return found;
}
const canary = (word: string) =>
  admin.contact({ firstName: `${word}-first`, email: `${word}@home.example`, gender: `${word}-g` });

describe("deleting a contact whose merge was undone", () => {
  it("leaves none of what differed with the one that it was merged into", async () => {
    const [one, gone] = [await admin.contact(), await canary("emucanary")];
    const { merge } = await admin.merge(one.id, gone.id);
    await undo(merge.id);
    expect(await tablesWith("emucanary-first")).toContain("conflict");
    await erase("deleteContact", { contactId: gone.id });
    expect(await tablesWith("emucanary")).toEqual([]);
    expect(await maintained(api.database.pool)).toEqual(await counted(api.database.pool));
  });

  it("leaves none of what went on to others through the one that it was merged into", async () => {
    const [first, one, gone] = [
      await admin.contact(),
      await admin.contact(),
      await canary("yakcanary"),
    ];
    const inner = await admin.merge(one.id, gone.id);
    const outer = await admin.merge(first.id, one.id);
    await undo(outer.merge.id, inner.merge.id);
    await erase("deleteContact", { contactId: gone.id });
    expect(await tablesWith("yakcanary")).toEqual([]);
    expect(await admin.read(one.id)).not.toBeNull();
  });

  it("leaves none of what others were merged beside", async () => {
    const [one, gone] = [await admin.contact(), await canary("aukcanary")];
    const inner = await admin.merge(one.id, gone.id);
    const beside = await admin.merge(one.id, (await admin.contact({ gender: "f" })).id);
    await undo(beside.merge.id, inner.merge.id);
    await erase("deleteContact", { contactId: gone.id });
    expect(await tablesWith("aukcanary")).toEqual([]);
  });

  it("keeps merges that had nothing to do with it", async () => {
    const [one, gone, other] = [
      await admin.contact(),
      await canary("owlcanary"),
      await admin.contact(),
    ];
    const undone = await admin.merge(one.id, gone.id);
    await undo(undone.merge.id);
    const kept = await admin.merge(one.id, other.id);
    await erase("deleteContact", { contactId: gone.id });
    await undo(kept.merge.id);
  });
});

describe("a merge", () => {
  it("is undone after a visitor was erased whose conflict it had moved", async () => {
    const [one, other] = [await admin.contact(), await admin.contact({ firstName: "Hal" })];
    const { visitor } = await chats.known({ email: other.email, firstName: "gnucanary-first" });
    const { merge } = await admin.merge(one.id, other.id);
    const { visitorId } = visitor;
    await api.here.asAgent.mutate("unlinkVisitor", { visitorId });
    await erase("deleteVisitor", { visitorId });
    expect(await tablesWith("gnucanary")).toEqual([]);
    const stays = [{ __typename: "StayingVisitor", reason: "ERASED", visitorId }];
    expect((await admin.previewUndo(merge.id)).effects.stays).toEqual(stays);
    expect((await admin.undo(merge.id)).effects.stays).toEqual(stays);
  });

  it("that brings an email alone lets the survivor be found by it, until it is undone", async () => {
    const [one, other] = [await admin.contact(), await admin.contact({ email: "kiwi@a.example" })];
    const found = async () =>
      (await admin.ask('{ searchContacts(query: "kiwi@a.example") { nodes { id } } }'))
        .searchContacts.nodes;
    const { merge } = await admin.merge(one.id, other.id);
    expect(await found()).toEqual([{ id: one.id }]);
    await undo(merge.id);
    expect(await found()).toEqual([{ id: other.id }]);
  });
});

describe("who follows the log", () => {
  const EVENTS = `subscription ($after: Cursor) { identityEvents(after: $after) { __typename
    ... on ContactDeleted { contactId } ... on EventErased { erasedKind } } }`;

  it("is told of the deletion at once, and of erased events when it begins anew", async () => {
    const { id } = await chats.known({ email: "live@home.example" });
    const { workspace } = await api.here.asAdmin.query("{ workspace { eventCursor } }");
    const socket = await openRawSocket(api.wsUrl, { token: api.here.asAdmin.token ?? "" });
    await socket.next();
    const next = async (name: string) =>
      (await socket.nextOf(name)).payload.data.identityEvents as { __typename: string };
    socket.subscribe("live", EVENTS, { after: workspace.eventCursor });
    await erase("deleteContact", { contactId: id });
    expect(await next("live")).toEqual({ __typename: "ContactDeleted", contactId: id });

    const { rows } = await api.database.pool.query<{ epoch: string; position: string }>(
      "select epoch, position from log_epoch, workspace_head where workspace_id = $1",
      [decodeId("Workspace", api.here.workspaceId)],
    );
    const after = encodeCursor({ epoch: rows[0]?.epoch ?? "", position: 0n });
    socket.subscribe("replay", EVENTS, { after });
    const seen: { __typename: string }[] = [];
    while (seen.length < Number(rows[0]?.position)) seen.push(await next("replay"));
    expect(seen.at(-1)).toEqual({ __typename: "ContactDeleted", contactId: id });
    expect(seen).toContainEqual({ __typename: "EventErased", erasedKind: "ContactCreated" });
    await socket.close();
  });
});
