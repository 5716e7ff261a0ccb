import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let agent: Client;
let key: Client;
beforeAll(async () => {
  api = await startApi();
  agent = api.here.asAgent;
  key = api.here.asKey;
});
afterAll(() => api.stop());

let people = 0;
/** A contact of its own for each test, made by hand. */
async function newContact(values: object = {}) {
  people += 1;
  const input = {
    values: { firstName: "Nia", lastName: "Test", email: `nia${people}@home.example`, ...values },
  };
  const made = await agent.mutate(
    "createContact",
    input,
    "... on CreateContactPayload { contact { id email phone } }",
  );
  return made.contact as { id: string; email: string | null; phone: string | null };
}
const read = async (id: string, fields: string) =>
  (await agent.query(`query ($id: ID!) { contact(id: $id) { ${fields} } }`, { id })).contact;

describe("a contact by hand", () => {
  it("is made with its values vouched for, and no list", async () => {
    const { id } = await newContact({
      phone: "+61 412 000 001",
      contactAddress: { line1: "1 George Street", country: "au" },
      attributes: { plan: "gold", seats: 3 },
    });
    expect(
      await read(
        id,
        `displayName status createdVia createdBy { type member { email } } archivedAt reachableBy
        contactAddress { line1 city country } attributes lists { name }
        national: phone(format: NATIONAL) international: phone(format: INTERNATIONAL) phone
        identifiers { kind primary verified } fields { field version verified channel }`,
      ),
    ).toMatchObject({
      displayName: "Nia Test",
      status: "ACTIVE",
      createdVia: null,
      createdBy: { type: "MEMBER", member: { email: api.here.agent.email } },
      archivedAt: null,
      reachableBy: ["EMAIL", "SMS", "WHATSAPP"],
      contactAddress: { line1: "1 George Street", city: null, country: "AU" },
      attributes: { plan: "gold", seats: 3 },
      lists: [],
      phone: "+61412000001",
      national: "0412 000 001",
      international: "+61 412 000 001",
      identifiers: [
        { kind: "EMAIL", primary: true, verified: true },
        { kind: "PHONE", primary: true, verified: true },
      ],
    });
  });

  it("needs a first and last name, and an email or phone", async () => {
    const missing = "... on DetailsMissing { fields }";
    expect(await agent.mutate("createContact", { values: {} }, missing)).toMatchObject({
      code: "DETAILS_MISSING",
      fields: ["FIRST_NAME", "LAST_NAME", "EMAIL", "PHONE"],
    });
  });

  it("is updated by field: absent stays, null clears", async () => {
    const { id } = await newContact({ gender: "female", phone: "+61 412 000 002" });
    const values = { lastName: "Changed", gender: null };
    await agent.mutate("updateContact", { contactId: id, values });
    expect(await read(id, "firstName lastName gender phone fields { field version }")).toEqual({
      firstName: "Nia",
      lastName: "Changed",
      gender: null,
      phone: "+61412000002",
      fields: expect.arrayContaining([
        { field: "FIRST_NAME", version: 1 },
        { field: "LAST_NAME", version: 2 },
        { field: "GENDER", version: 2 },
      ]),
    });
  });

  it("frees the old value of an identifier that is changed by hand", async () => {
    const { id, email } = await newContact();
    await agent.mutate("updateContact", { contactId: id, values: { email: "new@home.example" } });
    const other = await newContact({ email });
    expect(other.email).toBe(email);
    expect(await read(id, "identifiers { value }")).toEqual({
      identifiers: [{ value: "new@home.example" }],
    });
  });

  it("may be left without identifiers", async () => {
    const { id } = await newContact();
    await agent.mutate("updateContact", { contactId: id, values: { email: null } });
    expect(await read(id, "email identifiers { value } reachableBy displayName")).toEqual({
      email: null,
      identifiers: [],
      reachableBy: [],
      displayName: "Nia Test",
    });
  });

  it("is archived and unarchived; once more changes nothing", async () => {
    const { id } = await newContact();
    const events = async () =>
      (await read(id, "history(first: 100) { nodes { __typename } }")).history.nodes;
    for (const [name, status] of [
      ["archiveContact", "ARCHIVED"],
      ["unarchiveContact", "ACTIVE"],
    ] as const) {
      await agent.mutate(name, { contactId: id });
      const after = await events();
      await agent.mutate(name, { contactId: id });
      expect(await read(id, "status")).toEqual({ status });
      expect(await events()).toEqual(after);
    }
  });
});

describe("an alternate identifier", () => {
  it("comes from a decision, finds the contact, and can be removed", async () => {
    const { id, email } = await newContact();
    const visitor = await api.here.visitor();
    await visitor.mutate("identify", { channel: "CHAT", claims: { email } });
    const second = `second${people}@home.example`;
    await visitor.mutate("identify", { channel: "CHAT", claims: { email: second } });
    const { openConflicts } = await read(id, "openConflicts { id mainVersion }");
    const [conflict] = openConflicts;
    const decision = { conflictId: conflict.id, mainVersion: conflict.mainVersion };
    await agent.mutate("resolveConflict", {
      ...decision,
      choice: "SECONDARY",
      customerConfirmed: true,
    });
    expect(await read(id, "email identifiers { value primary }")).toEqual({
      email: second,
      identifiers: [
        { value: second, primary: true },
        { value: email, primary: false },
      ],
    });

    const remove = (value: string | null) =>
      agent.mutate("removeAlternateIdentifier", { contactId: id, kind: "EMAIL", value });
    expect(await remove(second)).toMatchObject({ code: "IDENTIFIER_IS_MAIN" });
    expect(await remove("nobodys@home.example")).toMatchObject({ code: "IDENTIFIER_NOT_FOUND" });
    expect(await remove("not an email")).toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ path: "value" }],
    });
    expect((await remove(email)).__typename).toBe("RemoveAlternateIdentifierPayload");
    expect(await read(id, "identifiers { value }")).toEqual({ identifiers: [{ value: second }] });
  });

  it("that belongs to another contact can't replace, and the answer names that contact", async () => {
    const [one, other] = [await newContact(), await newContact()];
    const visitor = await api.here.visitor();
    const say = (claims: object) => visitor.mutate("identify", { channel: "CHAT", claims });
    await say({ email: one.email });
    await say({ email: other.email });
    const { openConflicts, suspectedDuplicates } = await read(
      one.id,
      "openConflicts { id mainVersion } suspectedDuplicates { reason contacts { id } }",
    );
    expect(suspectedDuplicates).toEqual([
      { reason: "UNVERIFIED_IDENTIFIER_OF_ANOTHER", contacts: [{ id: one.id }, { id: other.id }] },
    ]);
    const [{ id: conflictId, mainVersion }] = openConflicts;
    const decision = { conflictId, mainVersion, choice: "SECONDARY", customerConfirmed: true };
    expect(
      await agent.mutate(
        "resolveConflict",
        decision,
        "... on IdentifierTaken { field holder { ... on Contact { id } } }",
      ),
    ).toMatchObject({ code: "IDENTIFIER_TAKEN", field: "EMAIL", holder: { id: other.id } });
  });
});

describe("a conflict", () => {
  it("that was withdrawn can't be decided: the visitor was unlinked", async () => {
    const { id, email } = await newContact();
    const visitor = await api.here.visitor();
    await visitor.mutate("identify", { channel: "CHAT", claims: { email, firstName: "Nina" } });
    const { openConflicts } = await read(id, "openConflicts { id mainVersion }");
    const unlinked = await agent.mutate(
      "unlinkVisitor",
      { visitorId: visitor.visitorId },
      "... on UnlinkVisitorPayload { visitor { anonymous contact { id } } }",
    );
    expect(unlinked.visitor).toEqual({ anonymous: true, contact: null });
    expect(await agent.mutate("unlinkVisitor", { visitorId: visitor.visitorId })).toMatchObject({
      code: "VISITOR_IS_NOT_LINKED",
    });
    const [{ id: conflictId, mainVersion }] = openConflicts;
    expect(
      await agent.mutate(
        "resolveConflict",
        { conflictId, mainVersion, choice: "MAIN" },
        "... on ConflictIsNotOpen { status conflict { id status } }",
      ),
    ).toMatchObject({
      code: "CONFLICT_IS_NOT_OPEN",
      status: "WITHDRAWN",
      conflict: { id: conflictId, status: "WITHDRAWN" },
    });
  });

  it("shows an address by the parts that differ", async () => {
    const contactAddress = { line1: "1 George Street", city: "Sydney", country: "AU" };
    const { id, email } = await newContact({ contactAddress });
    const visitor = await api.here.visitor();
    const claims = { email, contactAddress: { city: "Perth", postalCode: "6000" } };
    await visitor.mutate("identify", { channel: "FORM", claims });
    const value = "... on AddressValue { address { line1 city postalCode } }";
    expect(
      await read(id, `openConflicts { field channel main { ${value} } secondary { ${value} } }`),
    ).toEqual({
      openConflicts: [
        {
          field: "CONTACT_ADDRESS",
          channel: "FORM",
          main: { address: { line1: "1 George Street", city: "Sydney", postalCode: "6000" } },
          secondary: { address: { line1: null, city: "Perth", postalCode: null } },
        },
      ],
    });
  });
});

describe("an agent who saves details on a guest", () => {
  it("sees the match before confirming, and nothing is written by looking", async () => {
    const { id, email } = await newContact({ gender: "female" });
    const guest = await api.here.visitor();
    await guest.mutate("sendMessage", { text: "Hi" });
    const input = {
      visitorId: guest.visitorId,
      channel: "AGENT",
      claims: { email, gender: "male", businessName: "Nia's" },
    };
    const log = () =>
      agent.query(
        "{ identityEvents(first: 100) { ... on IdentityEventConnection { pageInfo { endCursor } } } }",
      );
    const before = await log();
    const { identifyPreview } = await agent.query(
      `query ($input: IdentifyInput!) { identifyPreview(input: $input) { ... on IdentifyPreview {
        contact { id } createsContact
        changes { field previous { ... on TextValue { text } } next { ... on TextValue { text } } }
        conflicts { field main { ... on TextValue { text } } secondary { ... on TextValue { text } } }
        suspectedDuplicates { id } } ... on Refusal { code } } }`,
      { input },
    );
    expect(identifyPreview).toEqual({
      contact: { id },
      createsContact: false,
      changes: [{ field: "BUSINESS_NAME", previous: null, next: { text: "Nia's" } }],
      conflicts: [{ field: "GENDER", main: { text: "female" }, secondary: { text: "male" } }],
      suspectedDuplicates: [],
    });
    expect(await log()).toEqual(before);
    const answer = await agent.mutate(
      "identify",
      input,
      "... on IdentifyPayload { contact { id } }",
    );
    expect(answer.contact).toEqual({ id });
  });

  it("is told that a new contact would be made", async () => {
    const guest = await api.here.visitor();
    await guest.mutate("sendMessage", { text: "Hi" });
    const claims = { email: "quite-new@home.example" };
    const { identifyPreview } = await agent.query(
      `query ($input: IdentifyInput!) { identifyPreview(input: $input) {
        ... on IdentifyPreview { contact { id } createsContact changes { field } } } }`,
      { input: { visitorId: guest.visitorId, channel: "AGENT", claims } },
    );
    expect(identifyPreview).toEqual({
      contact: null,
      createsContact: true,
      changes: [{ field: "EMAIL" }],
    });
  });
});

describe("an inbound message from a channel", () => {
  const fields = `... on ReceiveMessagePayload { duplicate storedMessage { id text externalId sentAt author { type } }
    conversation { channel } visitor { anonymous } contact { id phone fullName createdVia } }`;
  const from = (sender: string, more: object = {}) =>
    key.mutate("receiveMessage", { channel: "WHATSAPP", sender, text: "Hi", ...more }, fields);

  it("makes a contact of the number and the name that the channel supplies", async () => {
    const sentAt = "2026-03-01T10:30:00+01:00";
    expect(await from("+61 412 111 222", { senderName: "Kim", externalId: "w1", sentAt })).toEqual({
      __typename: "ReceiveMessagePayload",
      duplicate: false,
      storedMessage: {
        id: expect.any(String),
        text: "Hi",
        externalId: "w1",
        sentAt: "2026-03-01T09:30:00.000Z",
        author: { type: "VISITOR" },
      },
      conversation: { channel: "WHATSAPP" },
      visitor: { anonymous: false },
      contact: {
        id: expect.any(String),
        phone: "+61412111222",
        fullName: "Kim",
        createdVia: "WHATSAPP",
      },
    });
  });

  it("delivered twice is stored once", async () => {
    const first = await from("+61 412 111 333", { externalId: "w2" });
    const second = await from("+61 412 111 333", { externalId: "w2" });
    expect(second).toEqual({ ...first, duplicate: true });
  });

  it("of an unreadable sender is stored with an anonymous record", async () => {
    expect(await from("SHOP-BOT")).toMatchObject({
      duplicate: false,
      visitor: { anonymous: true },
      contact: null,
    });
  });
});

describe("push", () => {
  it("is a state of its own: an anonymous visitor that opts in is listed and counted as push, once", async () => {
    const visitor = await api.here.visitor();
    await visitor.mutate("sendMessage", { text: "Hi" });
    const state = async () => {
      const data = await agent.query(
        `query ($id: ID!) { anonymousVisitor(id: $id) { pushOptedIn reachableBy kind }
          workspace { counts { anonymousPush anonymousConversations } }
          push: anonymousVisitors(first: 100, filter: { listedAs: PUSH }) { nodes { id } }
          conversations: anonymousVisitors(first: 100, filter: { listedAs: CONVERSATIONS, anonymous: true }) { nodes { id } } }`,
        { id: visitor.visitorId },
      );
      const isIn = (page: { nodes: { id: string }[] }) =>
        page.nodes.some((node) => node.id === visitor.visitorId);
      return {
        ...data.anonymousVisitor,
        counts: data.workspace.counts,
        listed: { push: isIn(data.push), conversations: isIn(data.conversations) },
      };
    };
    const before = await state();
    expect(before).toMatchObject({
      pushOptedIn: false,
      reachableBy: [],
      listed: { push: false, conversations: true },
    });
    await visitor.mutate("optInToPush", {});
    await visitor.mutate("optInToPush", {});
    expect(await state()).toEqual({
      kind: "CONVERSATIONS",
      pushOptedIn: true,
      reachableBy: ["PUSH"],
      counts: {
        anonymousPush: before.counts.anonymousPush + 1,
        anonymousConversations: before.counts.anonymousConversations - 1,
      },
      listed: { push: true, conversations: false },
    });
    await visitor.mutate("optOutOfPush", {});
    expect(await state()).toEqual(before);
  });
});
