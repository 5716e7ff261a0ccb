import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeId } from "../../src/auth/global-id.ts";
import { startApi, unknownId } from "../support/api.ts";
import { merging, VALUE } from "../support/merging.ts";
import { openRawSocket } from "../support/raw-socket.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
});
afterAll(() => api.stop());

/** Somebody known by what a browser said in a chat, with a conversation. */
async function chatting(claims: object) {
  const visitor = await api.here.visitor();
  await visitor.mutate("sendMessage", { text: "Hello" });
  await visitor.mutate("identify", { channel: "CHAT", claims });
  const { anonymousVisitor } = await admin.ask(
    "query ($id: ID!) { anonymousVisitor(id: $id) { contact { id } } }",
    { id: visitor.visitorId },
  );
  return { visitor, id: anonymousVisitor.contact.id as string };
}

/** A pair with a case of everything: kept, filled, alternate, conflict, visitors, lists. */
async function pair(name: string) {
  const survivor = await admin.contact({
    email: `${name}@home.example`,
    firstName: name,
    contactAddress: { city: "Perth" },
  });
  const { visitor, id } = await chatting({
    email: `${name}@work.example`,
    phone: "",
    firstName: `${name}!`,
    lastName: "Merge",
    gender: "f",
    contactAddress: { city: "Darwin", country: "AU" },
  });
  return { survivor: survivor.id, other: id, visitor };
}

describe("a merge", () => {
  it("does what its preview says, and the preview writes nothing", async () => {
    const { survivor, other, visitor } = await pair("ann");
    const before = [await admin.read(survivor), await admin.read(other)];
    const preview = await admin.preview(survivor, other);
    expect([await admin.read(survivor), await admin.read(other)]).toEqual(before);
    const text = (value: string) => ({ text: value });
    expect(preview).toMatchObject({
      __typename: "MergePreview",
      survivor: { id: survivor },
      mergedContact: { id: other },
      conversationCount: 1,
      effects: {
        visitorCount: 1,
        visitors: { nodes: [{ id: visitor.visitorId }] },
        lists: [{ name: "Contacts involved in Conversations" }],
        identifiers: [{ kind: "EMAIL", value: "ann@work.example", primary: false }],
        changes: [
          { field: "GENDER", previous: null, next: text("f") },
          { field: "CONTACT_ADDRESS" },
        ],
      },
    });
    expect(preview.effects.fields).toEqual([
      row("EMAIL", "ALTERNATE", text("ann@home.example"), text("ann@work.example")),
      row("FIRST_NAME", "CONFLICT", text("ann"), text("ann!")),
      row("LAST_NAME", "KEPT", text("Merge"), text("Merge")),
      row("GENDER", "FILLED", null, text("f"), text("f")),
      row(
        "CONTACT_ADDRESS",
        "CONFLICT",
        { address: { city: "Perth", country: null } },
        { address: { city: "Darwin", country: "AU" } },
        { address: { city: "Perth", country: "AU" } },
      ),
    ]);

    const merged = await admin.merge(survivor, other);
    expect(merged.effects).toEqual(preview.effects);
    expect(merged.merge).toMatchObject({ undoneAt: null, effects: preview.effects });
    expect(merged.survivor).toMatchObject({
      id: survivor,
      email: "ann@home.example",
      gender: "f",
      contactAddress: { city: "Perth", country: "AU" },
      visitors: preview.effects.visitors,
      lists: preview.effects.lists,
      identifiers: [
        { kind: "EMAIL", value: "ann@home.example", primary: true },
        { kind: "EMAIL", value: "ann@work.example", primary: false },
      ],
      openConflicts: preview.effects.conflicts.map(
        ({ field, secondary }: { field: string; secondary: object }) => ({ field, secondary }),
      ),
    });
    expect(merged.survivor.conversations.nodes).toHaveLength(1);
  });

  it("is undone as the preview of that says, and then all is as it was", async () => {
    const { survivor, other } = await pair("bea");
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
    const { survivor, other, visitor } = await pair("cat");
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

  it("moves conversations of a visitor that goes on seeing them, and its next message is the survivor's", async () => {
    const { survivor, other, visitor } = await pair("dot");
    await admin.merge(survivor, other);
    await visitor.mutate("sendMessage", { text: "Still me" });
    const { viewer } = await visitor.query(
      "{ viewer { ... on VisitorViewer { conversations { nodes { messages { nodes { text } } } } } } }",
    );
    expect(viewer.conversations.nodes).toMatchObject([
      { messages: { nodes: [{ text: "Hello" }, { text: "Still me" }] } },
    ]);
    expect(
      await admin.read(survivor, "conversations { nodes { messages { nodes { text } } } }"),
    ).toEqual({
      conversations: { nodes: viewer.conversations.nodes },
    });
  });

  it("keeps the workspace's counts right, and lists show the survivor alone", async () => {
    const count = async () =>
      (await admin.ask("{ workspace { counts { identified } } }")).workspace.counts;
    const [one, other] = [await admin.contact(), await admin.contact()];
    const { identified } = await count();
    const { merge } = await admin.merge(one.id, other.id);
    expect(await count()).toEqual({ identified: identified - 1 });
    const { contacts } = await admin.ask("{ contacts(first: 100) { nodes { id } } }");
    expect(contacts.nodes).toContainEqual({ id: one.id });
    expect(contacts.nodes).not.toContainEqual({ id: other.id });
    await admin.undo(merge.id);
    expect(await count()).toEqual({ identified });
  });
});

const row = (
  field: string,
  outcome: string,
  survivorValue: object | null,
  mergedValue: object | null,
  valueAfter = survivorValue,
) => ({ field, outcome, survivorValue, mergedValue, valueAfter });

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
      ["removeAlternateIdentifier", { kind: "EMAIL", value: a.email }],
    ] as const) {
      const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`;
      const answer = await asAgent.mutate(mutation, { contactId, ...input }, payload(name));
      expect(answer, mutation).toMatchObject({ contact: { id: c.id } });
    }
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

it("an email that is somebody else's offers a merge; a member's does not", async () => {
  const [one, other] = [await admin.contact(), await admin.contact()];
  const ask = (contactId: string, email: string) =>
    api.here.asAgent.mutate(
      "updateContact",
      { contactId, values: { email } },
      "... on IdentifierTaken { holder { __typename } mergeOffer { survivorId mergedContactId } }",
    );
  const { mergeOffer } = await ask(one.id, other.email);
  expect(mergeOffer).toEqual({ survivorId: one.id, mergedContactId: other.id });
  expect(await ask(one.id, api.here.agent.email)).toMatchObject({
    holder: { __typename: "Member" },
    mergeOffer: null,
  });
  const values = { firstName: "A", lastName: "B", email: other.email };
  const made = await api.here.asAgent.mutate(
    "createContact",
    { values },
    "... on IdentifierTaken { mergeOffer { survivorId } }",
  );
  expect(made).toMatchObject({ code: "IDENTIFIER_TAKEN", mergeOffer: null });
  const blind = await api.here.keyWith(["WRITE_CONTACTS"]);
  expect(
    await blind.mutate(
      "updateContact",
      { contactId: one.id, values: { email: other.email } },
      "... on IdentifierTaken { mergeOffer { survivorId } }",
    ),
  ).toMatchObject({ code: "IDENTIFIER_TAKEN", mergeOffer: null });

  // Once they are one, the offer's email can be chosen.
  await api.here.asAgent.mutate("mergeContacts", mergeOffer);
  expect((await ask(one.id, other.email)).__typename).toBe("UpdateContactPayload");
});

it("a merge moves tags and the assignee, and undoing brings them back", async () => {
  const [one, other] = [await admin.contact(), await admin.contact()];
  const { pool } = api.database;
  const workspaceId = decodeId("Workspace", api.here.workspaceId);
  const { rows } = await pool.query(
    "select id from member where workspace_id = $1 and role = 'AGENT' limit 1",
    [workspaceId],
  );
  await pool.query("update contact set assignee_id = $3 where workspace_id = $1 and id = $2", [
    workspaceId,
    decodeId("Contact", other.id),
    rows[0].id,
  ]);
  const tagId = "01890000-0000-7000-8000-00000000000a";
  await pool.query("insert into tag values ($1, $2, 'VIP', 'vip', now())", [workspaceId, tagId]);
  await pool.query("insert into contact_tag values ($1, $2, $3, now())", [
    workspaceId,
    tagId,
    decodeId("Contact", other.id),
  ]);
  const preview = await admin.preview(one.id, other.id);
  expect(preview.effects).toMatchObject({
    tags: [{ name: "VIP" }],
    assignee: { id: expect.any(String) },
  });
  const merged = await admin.merge(one.id, other.id);
  expect(merged.effects).toEqual(preview.effects);
  expect((await admin.undo(merged.merge.id)).effects).toMatchObject({
    tags: [{ name: "VIP" }],
    unassignsSurvivor: true,
  });
});

it("a live subscription gets the merge with its values, and its undoing", async () => {
  const { survivor, other } = await pair("eve");
  const socket = await openRawSocket(api.wsUrl, { token: api.here.asAgent.token as string });
  await socket.next();
  const { workspace } = await admin.ask("{ workspace { eventCursor } }");
  socket.subscribe(
    "merges",
    `subscription ($after: Cursor) { identityEvents(after: $after) { __typename contactId actor { type }
      ... on MergeEvent { mergeId mergedContactId contact { id } merge { id cause } changes { field next { ...value } } }
      ... on ContactsMerged { mergeCause mergeEffects { visitorCount fields { field outcome } } }
      ... on MergeUndone { undoEffects { visitorCount stays { reason } } } } } ${VALUE}`,
    { after: workspace.eventCursor },
  );
  const { merge, effects } = await admin.merge(survivor, other);
  const common = {
    contactId: survivor,
    mergedContactId: other,
    mergeId: merge.id,
    actor: { type: "MEMBER" },
  };
  expect((await socket.nextOf("merges")).payload.data.identityEvents).toMatchObject({
    __typename: "ContactsMerged",
    ...common,
    contact: { id: survivor },
    merge: { id: merge.id, cause: "BY_HAND" },
    mergeCause: "BY_HAND",
    changes: [{ field: "GENDER", next: { text: "f" } }, { field: "CONTACT_ADDRESS" }],
    mergeEffects: {
      visitorCount: 1,
      fields: effects.fields.map(({ field, outcome }: { field: string; outcome: string }) => ({
        field,
        outcome,
      })),
    },
  });
  await admin.undo(merge.id);
  expect((await socket.nextOf("merges")).payload.data.identityEvents).toMatchObject({
    __typename: "MergeUndone",
    ...common,
    changes: [{ field: "GENDER", next: null }, { field: "CONTACT_ADDRESS" }],
    undoEffects: { visitorCount: 1, stays: [] },
  });
  await socket.close();
});
