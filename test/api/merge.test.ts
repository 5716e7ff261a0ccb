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
  it("does what its preview says, and the preview writes nothing", async () => {
    const { survivor, other, visitor } = await chats.pair("ann");
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

  it("is paged: the merges of a contact, and the visitors of a merge", async () => {
    const [one, two, three] = [await admin.contact(), await admin.contact(), await admin.contact()];
    for (let n = 0; n < 3; n++) await chats.known({ email: two.email });
    const first = await admin.merge(one.id, two.id);
    const second = await admin.merge(one.id, three.id);
    const page = `query ($id: ID!, $after: String) { contact(id: $id) { merges(first: 1, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const { merges } = (await admin.ask(page, { id: one.id })).contact;
    expect(merges.nodes).toEqual([{ id: second.merge.id }]);
    const next = await admin.ask(page, { id: one.id, after: merges.pageInfo.endCursor });
    expect(next.contact.merges.nodes).toEqual([{ id: first.merge.id }]);
    expect(next.contact.merges.pageInfo.hasNextPage).toBe(false);

    const visitors = `query ($id: ID!, $after: String) { node(id: $id) { ... on ContactMerge { effects { visitorCount
      visitors(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } } } } }`;
    const begin = (await admin.ask(visitors, { id: first.merge.id })).node.effects;
    expect(begin.visitorCount).toBe(3);
    const after = begin.visitors.pageInfo.endCursor;
    const rest = (await admin.ask(visitors, { id: first.merge.id, after })).node.effects;
    const ids = [...begin.visitors.nodes, ...rest.visitors.nodes].map(({ id }) => id);
    expect([begin.visitors.nodes.length, new Set(ids).size]).toEqual([2, 3]);
  });

  it("moves conversations of a visitor that goes on seeing them, and its next message is the survivor's", async () => {
    const { survivor, other, visitor } = await chats.pair("dot");
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
