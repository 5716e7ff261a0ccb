import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, createClient } from "../support/api.ts";
import { merging } from "../support/merging.ts";
import { createTestDatabase } from "../support/postgres.ts";
import { startApp } from "../support/server.ts";

// Two servers, each with connections of its own: racing merges come out as if one had been made after the other.

let db: Awaited<ReturnType<typeof createTestDatabase>>;
const servers: Awaited<ReturnType<typeof startApp>>[] = [];
let one: ReturnType<typeof merging>;
let other: ReturnType<typeof merging>;
beforeAll(async () => {
  db = await createTestDatabase();
  servers.push(await startApp({ databaseUrl: db.url }), await startApp({ databaseUrl: db.url }));
  const credentials = servers[0]?.first?.credentials;
  if (!credentials) throw new Error("a first start makes a workspace");
  const [first, second] = await Promise.all(
    servers.map(async ({ url }): Promise<Client> => {
      const { email, password } = credentials.admin;
      const session = await createClient(url, null).mutate(
        "signInMember",
        { workspaceId: credentials.workspaceId, email, password },
        "... on MemberSessionPayload { accessToken }",
      );
      return createClient(url, session.accessToken);
    }),
  );
  one = merging(first as Client);
  other = merging(second as Client);
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  await db.drop();
});

const ROUNDS = 25;
const two = () => Promise.all([one.contact(), one.contact()]);
const three = () => Promise.all([one.contact(), one.contact(), one.contact()]);
const identified = async () =>
  (await one.ask("{ workspace { counts { identified } } }")).workspace.counts.identified;
const leadsTo = async (id: string) => (await one.read(id, "id")).id;

it("A into B and B into A: one of them is done, and the other is told who survived", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b] = await two();
    const count = await identified();
    // Each goes first in turn, as far as that is in our hands.
    const merges = [() => one.merge(b.id, a.id), () => other.merge(a.id, b.id)];
    if (round % 2) merges.reverse();
    const answers = await Promise.all(merges.map((merge) => merge()));
    const done = answers.filter(({ __typename }) => __typename === "MergeContactsPayload");
    const refused = answers.filter(({ code }) => code === "CONTACT_MERGED");
    expect([done.length, refused.length]).toEqual([1, 1]);
    const survivor = done[0].survivor.id;
    expect(refused[0].survivor.id).toBe(survivor);
    expect([await leadsTo(a.id), await leadsTo(b.id)]).toEqual([survivor, survivor]);
    const { identifiers } = await one.read(survivor);
    expect(identifiers.map(({ value }: { value: string }) => value).sort()).toEqual(
      [a.email, b.email].sort(),
    );
    expect(await identified()).toBe(count - 1);
  }
});

it("A into B and A into C: one of them has it, and the other stays as it was", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b, c] = await three();
    const count = await identified();
    const answers = await Promise.all([one.merge(b.id, a.id), other.merge(c.id, a.id)]);
    const done = answers.filter(({ __typename }) => __typename === "MergeContactsPayload");
    expect(done).toHaveLength(1);
    expect(answers.filter(({ code }) => code === "CONTACT_MERGED")).toHaveLength(1);
    const survivor = done[0].survivor.id;
    const bystander = survivor === b.id ? c : b;
    expect(await leadsTo(a.id)).toBe(survivor);
    expect((await one.read(survivor)).identifiers).toHaveLength(2);
    expect((await one.read(bystander.id)).identifiers).toMatchObject([{ value: bystander.email }]);
    expect(await identified()).toBe(count - 1);
  }
});

it("a merge and an undoing of the one before: both orders end in states that serial ones have", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b, c] = await three();
    const { merge } = await one.merge(a.id, b.id);
    const count = await identified();
    const [merged, undone] = await Promise.all([one.merge(a.id, c.id), other.undo(merge.id)]);
    expect(merged.__typename).toBe("MergeContactsPayload");
    const undoneFirst = undone.__typename === "UndoMergePayload";
    if (!undoneFirst) expect(undone).toMatchObject({ code: "LATER_MERGE_FIRST" });
    expect(await leadsTo(b.id)).toBe(undoneFirst ? b.id : a.id);
    expect(await leadsTo(c.id)).toBe(a.id);
    expect(await identified()).toBe(undoneFirst ? count : count - 1);
  }
});

it("an undoing that is asked for twice at once is done once", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b] = await two();
    const { merge } = await one.merge(a.id, b.id);
    const count = await identified();
    const answers = await Promise.all([one.undo(merge.id), other.undo(merge.id)]);
    expect(answers.map(({ code }) => code ?? "done").sort()).toEqual([
      "MERGE_ALREADY_UNDONE",
      "done",
    ]);
    expect(await identified()).toBe(count + 1);
    expect([await leadsTo(a.id), await leadsTo(b.id)]).toEqual([a.id, b.id]);
  }
});
