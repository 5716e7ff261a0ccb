import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { chatting, merging } from "../support/merging.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
let chats: ReturnType<typeof chatting>;
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
  chats = chatting(api.here);
});
afterAll(() => api.stop());

describe("a merge", () => {
  it("is undone as the preview of that says, and then all is as it was", async () => {
    const { survivor, other } = await chats.pair("bea");
    const before = [await admin.read(survivor), await admin.read(other)];
    const { merge } = await admin.merge(survivor, other);
    const preview = await admin.previewUndo(merge.id);
    expect(preview).toMatchObject({
      __typename: "UndoMergePreview",
      conversationCount: 1,
      effects: { stays: [], visitorCount: 1, changes: [{ field: "GENDER", next: null }, {}] },
    });
    const undone = await admin.undo(merge.id);
    expect(undone.effects).toEqual(preview.effects);
    expect([undone.survivor, undone.mergedContact]).toEqual(before);
    expect(undone.merge).toMatchObject({ id: merge.id, undoneBy: { type: "MEMBER" } });
    expect(undone.merge.undoneAt).not.toBeNull();
    expect(await admin.undo(merge.id)).toMatchObject({ code: "MERGE_ALREADY_UNDONE" });
    expect(await admin.previewUndo(merge.id)).toMatchObject({ code: "MERGE_ALREADY_UNDONE" });
  });

  it("leaves with the survivor what was touched since, and says so before and after", async () => {
    const { survivor, other, visitor } = await chats.pair("cat");
    const { merge } = await admin.merge(survivor, other);
    const { asAgent } = api.here;
    const values = { gender: "x" };
    await asAgent.mutate("updateContact", { contactId: survivor, values });
    await asAgent.mutate("unlinkVisitor", { visitorId: visitor.visitorId });
    const email = "cat@work.example";
    const alternate = { contactId: survivor, kind: "EMAIL", value: email };
    await asAgent.mutate("removeAlternateIdentifier", alternate);
    const preview = await admin.previewUndo(merge.id);
    expect(preview.effects.stays).toEqual(
      expect.arrayContaining([
        {
          __typename: "StayingIdentifier",
          reason: "REMOVED_SINCE",
          kind: "EMAIL",
          value: email,
        },
        {
          __typename: "StayingVisitor",
          reason: "UNLINKED_SINCE",
          visitorId: visitor.visitorId,
        },
        { __typename: "StayingField", reason: "CHANGED_SINCE", field: "GENDER" },
      ]),
    );
    const undone = await admin.undo(merge.id);
    expect(undone.effects).toEqual(preview.effects);
    expect(undone.survivor).toMatchObject({ gender: "x" });
    expect(undone.mergedContact).toMatchObject({ gender: "f", email: null, identifiers: [] });
  });

  it("gives back the visitors that came since through an email that goes back, and keeps an email that is another's", async () => {
    const { survivor, other } = await chats.pair("fay");
    const { merge } = await admin.merge(survivor, other);
    const came = await chats.known({ email: "fay@work.example" });
    const stayed = await chats.known({ email: "fay@home.example" });
    expect([came.id, stayed.id]).toEqual([survivor, survivor]);
    const undone = await admin.undo(merge.id);
    expect(undone.mergedContact.visitors.nodes).toContainEqual({ id: came.visitor.visitorId });
    expect(undone.survivor.visitors.nodes).toEqual([{ id: stayed.visitor.visitorId }]);

    const again = await admin.merge(survivor, other);
    const email = "fay@work.example";
    const alternate = { contactId: survivor, kind: "EMAIL", value: email };
    await api.here.asAgent.mutate("removeAlternateIdentifier", alternate);
    const holder = await admin.contact({ email });
    const stays = [
      { __typename: "StayingIdentifier", reason: "GIVEN_TO_ANOTHER", kind: "EMAIL", value: email },
    ];
    expect((await admin.previewUndo(again.merge.id)).effects.stays).toEqual(stays);
    expect((await admin.undo(again.merge.id)).effects.stays).toEqual(stays);
    expect((await admin.read(holder.id)).email).toBe(email);
    expect((await admin.read(other)).email).toBeNull();
  });

  it("of two open conflicts on one field keeps the newer open, and undoing opens both again", async () => {
    const [one, other] = [
      await admin.contact({ firstName: "Hal" }),
      await admin.contact({ firstName: "Hal" }),
    ];
    const older = await chats.known({ email: one.email, firstName: "Henry" });
    const newer = await chats.known({ email: other.email, firstName: "Harry" });
    const open = async (id: string) => (await admin.read(id)).openConflicts;
    const before = [await open(older.id), await open(newer.id)];
    expect(before).toMatchObject([
      [{ secondary: { text: "Henry" } }],
      [{ secondary: { text: "Harry" } }],
    ]);
    const { merge, effects, survivor } = await admin.merge(one.id, other.id);
    expect(survivor.openConflicts).toEqual(before[1]);
    expect(effects.conflicts).toEqual([
      { outcome: "MOVED", field: "FIRST_NAME", secondary: { text: "Harry" } },
      { outcome: "SUPERSEDED", field: "FIRST_NAME", secondary: { text: "Henry" } },
    ]);
    const undone = await admin.undo(merge.id);
    const [henry] = before[0];
    const [harry] = before[1];
    expect(undone.effects.conflicts).toEqual([
      { outcome: "REOPENED", conflictId: harry.id },
      { outcome: "REOPENED", conflictId: henry.id },
    ]);
    expect([undone.survivor.openConflicts, undone.mergedContact.openConflicts]).toEqual(before);
  });

  it("makes an archived survivor active, and undoing archives it again", async () => {
    const [one, other] = [await admin.contact(), await admin.contact()];
    await api.here.asAgent.mutate("archiveContact", { contactId: one.id });
    expect((await admin.preview(one.id, other.id)).effects.reactivatesSurvivor).toBe(true);
    const { merge, survivor } = await admin.merge(one.id, other.id);
    expect(survivor.status).toBe("ACTIVE");
    const undone = await admin.undo(merge.id);
    expect(undone.effects.archivesSurvivor).toBe(true);
    expect(undone.survivor.status).toBe("ARCHIVED");
    expect(undone.mergedContact.status).toBe("ACTIVE");
  });
});

it("a merge moves tags and the assignee, and undoing brings them back", async () => {
  const [one, other] = [await admin.contact(), await admin.contact()];
  const { members } = await admin.ask("{ members { id } }");
  const assignee = { id: members[0].id };
  await api.here.asAgent.mutate("assignContact", { contactId: other.id, assigneeId: assignee.id });
  const made = "... on CreateTagPayload { tag { id } }";
  const { tag } = await api.here.asAdmin.mutate("createTag", { name: "VIP" }, made);
  const tagging = { contactIds: [other.id], tagIds: [tag.id] };
  await api.here.asAgent.mutate("tagContacts", tagging);
  const preview = await admin.preview(one.id, other.id);
  expect(preview.effects).toMatchObject({
    tags: [{ name: "VIP" }],
    assignee,
  });
  const merged = await admin.merge(one.id, other.id);
  expect(merged.effects).toEqual(preview.effects);
  const moved = { tags: [{ name: "VIP" }], assignee };
  expect(await admin.read(one.id, "tags { name } assignee { id }")).toEqual(moved);
  expect((await admin.undo(merged.merge.id)).effects).toMatchObject({
    tags: [{ name: "VIP" }],
    unassignsSurvivor: true,
  });
  expect(await admin.read(one.id, "tags { name } assignee { id }")).toEqual({
    tags: [],
    assignee: null,
  });
  expect(await admin.read(other.id, "tags { name } assignee { id }")).toEqual(moved);
});
