import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, unknownId } from "../support/api.ts";
import { merging } from "../support/merging.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
});
afterAll(() => api.stop());

describe("ids", () => {
  it("of whoever was merged lead through a chain to who survived, wherever a contact is named", async () => {
    const [a, b, c] = [await admin.contact(), await admin.contact(), await admin.contact()];
    const first = await admin.merge(b.id, a.id);
    const second = await admin.merge(c.id, b.id);
    expect(second.survivor.identifiers).toHaveLength(3);
    for (const { id } of [a, b, c]) {
      const found = await admin.ask(
        `query ($id: ID!) { contact(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }`,
        { id },
      );
      expect(found).toEqual({ contact: { id: c.id }, node: { id: c.id }, nodes: [{ id: c.id }] });
    }

    const { asAgent } = api.here;
    const payload = (name: string) => `... on ${name} { contact { id } }`;
    const contactId = a.id;
    for (const [mutation, input] of [
      ["updateContact", { values: { gender: "f" } }],
      ["archiveContact", {}],
      ["unarchiveContact", {}],
      ["assignContact", { assigneeId: null }],
      ["removeAlternateIdentifier", { kind: "EMAIL", value: a.email }],
    ] as const) {
      const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`;
      const answer = await asAgent.mutate(mutation, { contactId, ...input }, payload(name));
      expect(answer, mutation).toMatchObject({ contact: { id: c.id } });
    }
    const { asAdmin } = api.here;
    const name = "Chained";
    const list = await asAdmin.mutate(
      "createList",
      { name },
      "... on CreateListPayload { list { id } }",
    );
    const tag = await asAdmin.mutate(
      "createTag",
      { name },
      "... on CreateTagPayload { tag { id } }",
    );
    const contactIds = [contactId];
    await asAgent.mutate("addToList", { contactIds, listId: list.list.id });
    await asAgent.mutate("tagContacts", { contactIds, tagIds: [tag.tag.id] });
    const named = { lists: [{ name }], tags: [{ name }] };
    expect(await admin.read(c.id, "lists { name } tags { name }")).toEqual(named);

    const { merges } = await admin.read(
      a.id,
      "merges { nodes { id mergedContact { contactId email leadsTo { id } } } }",
    );
    expect(merges.nodes).toEqual([
      {
        id: second.merge.id,
        mergedContact: { contactId: b.id, email: b.email, leadsTo: { id: c.id } },
      },
    ]);

    // The latest first; and then the ones before lead where they led.
    expect(await admin.undo(first.merge.id)).toMatchObject({
      code: "LATER_MERGE_FIRST",
      laterMergeId: second.merge.id,
    });
    expect(await admin.previewUndo(first.merge.id)).toMatchObject({ code: "LATER_MERGE_FIRST" });
    await admin.undo(second.merge.id);
    expect(await admin.read(a.id, "id")).toEqual({ id: b.id });
    await admin.undo(first.merge.id);
    expect(await admin.read(a.id, "id")).toEqual({ id: a.id });
  });

  it("of one that was merged can't be merged again: the answer names who survived", async () => {
    const [one, other, third] = [
      await admin.contact(),
      await admin.contact(),
      await admin.contact(),
    ];
    await admin.merge(one.id, other.id);
    for (const [survivorId, mergedId] of [
      [other.id, third.id],
      [third.id, other.id],
      [one.id, other.id],
      [other.id, one.id],
    ] as const) {
      const refusal = { code: "CONTACT_MERGED", survivor: { id: one.id } };
      expect(await admin.merge(survivorId, mergedId)).toMatchObject(refusal);
      expect(await admin.preview(survivorId, mergedId)).toMatchObject(refusal);
    }
  });

  it("that are of nothing, of something else, or of another workspace, are answered alike", async () => {
    const { id } = await admin.contact();
    const elsewhere = merging(api.elsewhere.asAdmin);
    const foreign = await elsewhere.contact();
    for (const other of [foreign.id, unknownId("Contact"), unknownId("Tag"), "nonsense", ""])
      for (const pair of [
        [id, other],
        [other, id],
        [other, other],
      ] as const) {
        expect(await admin.merge(...pair)).toEqual({
          __typename: "ContactNotFound",
          code: "CONTACT_NOT_FOUND",
        });
        expect(await admin.preview(...pair)).toMatchObject({ code: "CONTACT_NOT_FOUND" });
      }
    const { merge } = await elsewhere.merge(foreign.id, (await elsewhere.contact()).id);
    for (const mergeId of [merge.id, unknownId("ContactMerge"), id, ""]) {
      expect(await admin.undo(mergeId)).toEqual({
        __typename: "MergeNotFound",
        code: "MERGE_NOT_FOUND",
      });
      expect(await admin.previewUndo(mergeId)).toMatchObject({ code: "MERGE_NOT_FOUND" });
    }
    expect(
      (await admin.ask("query ($id: ID!) { node(id: $id) { id } }", { id: merge.id })).node,
    ).toBeNull();
  });

  it("twice the same are no merge", async () => {
    const { id } = await admin.contact();
    expect(await admin.merge(id, id)).toMatchObject({ code: "MERGE_WITH_ITSELF" });
    expect(await admin.preview(id, id)).toMatchObject({ code: "MERGE_WITH_ITSELF" });
  });
});

it("agents and keys merge; undoing is an admin's", async () => {
  const [one, other] = [await admin.contact(), await admin.contact()];
  const { merge } = await admin.merge(one.id, other.id, api.here.asAgent);
  for (const client of [api.here.asAgent, api.here.asKey]) {
    const { errors } = await client.send(
      "mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { __typename } }",
      { input: { mergeId: merge.id } },
    );
    expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
  }
  await admin.undo(merge.id);
  expect(await admin.merge(one.id, other.id, api.here.asKey)).toMatchObject({
    survivor: { id: one.id },
  });
});
