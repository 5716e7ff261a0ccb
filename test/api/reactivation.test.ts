import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { read, say } from "../support/desk.ts";
import { chatting, merging } from "../support/merging.ts";

/** SPEC 3.5: a message from an archived contact brings it back, under its name. Identifying alone does not. */
let api: Awaited<ReturnType<typeof startApi>>;
let people: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  people = merging(api.here.asAdmin);
});
afterAll(() => api.stop());

async function archived(id: string): Promise<void> {
  await api.here.asAgent.mutate("archiveContact", { contactId: id });
  expect(await contact(id)).toMatchObject({ status: "ARCHIVED" });
}
const contact = async (id: string) =>
  (
    await api.here.asAgent.query(
      `query ($id: ID!) { contact(id: $id) { id status displayName phone openConflicts { field }
        history(first: 100) { nodes { ... on ContactReactivated {
          __typename reactivationCause channel visitor { id } conversation { id } actor { type } } } } } }`,
      { id },
    )
  ).contact;
/** The events that brought it back. */
const returns = async (id: string) =>
  (await contact(id)).history.nodes.filter(
    ({ __typename }: { __typename?: string }) => __typename !== undefined,
  );
const found = async (text: string) =>
  (
    await api.here.asAgent.query(
      "query ($text: String!) { searchContacts(query: $text) { nodes { id } } }",
      { text },
    )
  ).searchContacts.nodes.map(({ id }: { id: string }) => id);
const deliver = (input: object) =>
  api.here.asKey.mutate(
    "receiveMessage",
    { text: "It is me", ...input },
    "... on ReceiveMessagePayload { duplicate visitor { id contact { id } } conversation { id contact { id status } } }",
  );

describe("a message from an archived contact", () => {
  it("by any of its visitors brings it back under its name, each time once", async () => {
    const { visitor, id } = await chatting(api.here).known({
      email: "ada@back.example",
      firstName: "Ada",
      lastName: "Back",
    });
    const phone = await api.here.visitor();
    await phone.mutate("identify", { channel: "FORM", claims: { email: "ada@back.example" } });
    for (const [n, device] of [visitor, phone].entries()) {
      await archived(id);
      expect(await found("ada back")).toEqual([]);
      const { conversationId } = await say(device, "Hello again");
      await say(device, "Still me");
      expect(await contact(id)).toMatchObject({ status: "ACTIVE", displayName: "Ada Back" });
      expect(await found("ada back")).toEqual([id]);
      const events = await returns(id);
      expect(events).toHaveLength(n + 1);
      expect(events.at(-1)).toMatchObject({
        reactivationCause: "MESSAGE",
        channel: "CHAT",
        visitor: { id: device.visitorId },
        conversation: { id: conversationId },
        actor: { type: "VISITOR" },
      });
    }
  });

  it.each([
    ["WHATSAPP", "61412000333"],
    ["SMS", "+61 412 000 334"],
  ])("its number on %s brings it back, though it never wrote there", async (channel, sender) => {
    const { id } = await people.contact({
      firstName: "Nora",
      lastName: channel,
      email: null,
      phone: channel === "SMS" ? sender : `+${sender}`,
    });
    await archived(id);
    const { conversation } = await deliver({ channel, sender, senderName: "Somebody else" });
    expect(conversation.contact).toEqual({ id, status: "ACTIVE" });
    expect(await contact(id)).toMatchObject({ status: "ACTIVE", displayName: `Nora ${channel}` });
    expect(await returns(id)).toEqual([
      {
        __typename: "ContactReactivated",
        reactivationCause: "MESSAGE",
        channel,
        visitor: { id: expect.any(String) },
        conversation: { id: conversation.id },
        actor: { type: "INTEGRATION" },
      },
    ]);
  });

  it("delivered twice brings it back once: not again when it was archived in between", async () => {
    const { id } = await people.contact({ phone: "+61 412 000 335" });
    const message = { channel: "SMS", sender: "+61 412 000 335", externalId: "sms-335" };
    await archived(id);
    expect(await deliver(message)).toMatchObject({ duplicate: false });
    await archived(id);
    expect(await deliver(message)).toMatchObject({ duplicate: true });
    expect(await contact(id)).toMatchObject({ status: "ARCHIVED" });
    expect(await returns(id)).toHaveLength(1);
  });

  it("that was merged into it brings back the survivor", async () => {
    const { known } = chatting(api.here);
    const survivor = await known({ email: "stays@back.example", firstName: "Stays" });
    const merged = await known({ email: "goes@back.example", firstName: "Goes" });
    await people.merge(survivor.id, merged.id);
    await archived(survivor.id);
    const { conversationId } = await say(merged.visitor, "By my old device");
    expect(await contact(survivor.id)).toMatchObject({ status: "ACTIVE", displayName: "Stays" });
    const { person } = await read(
      api.here.asAgent,
      conversationId,
      "person { ... on Contact { id } }",
    );
    expect(person).toEqual({ id: survivor.id });
  });

  it("by a guest who then says who it is: the conversation's message counts", async () => {
    const { id } = await people.contact({ email: "guest@back.example" });
    await archived(id);
    const guest = await api.here.visitor();
    const { conversationId } = await say(guest, "I had bought something");
    expect(await contact(id)).toMatchObject({ status: "ARCHIVED" });
    const claims = { email: "guest@back.example" };
    await guest.mutate("identify", { channel: "CHAT", claims, conversationId });
    expect(await contact(id)).toMatchObject({ status: "ACTIVE" });
  });
});

describe("without a message", () => {
  it("identifying alone leaves it archived, by whatever channel, until a message comes", async () => {
    const { visitor, id } = await chatting(api.here).known({ email: "form@back.example" });
    await archived(id);
    const other = await api.here.visitor();
    const claims = { email: "form@back.example", firstName: "Fay" };
    for (const [device, channel] of [
      [visitor, "FORM"],
      [other, "FORM"],
      [other, "LOGIN"],
    ] as const)
      expect(await device.mutate("identify", { channel, claims })).not.toHaveProperty("code");
    await other.mutate("optInToPush", {});
    const here = { visitorId: other.visitorId, claims };
    for (const channel of ["LOGIN", "PLUGIN"])
      await api.here.asKey.mutate("identify", { ...here, channel, verified: true });
    expect(await contact(id)).toMatchObject({ status: "ARCHIVED" });
    expect(await returns(id)).toEqual([]);
    await say(other, "And now I write");
    expect(await contact(id)).toMatchObject({ status: "ACTIVE" });
    expect(await returns(id)).toHaveLength(1);
  });

  it("an agent's answer brings nobody back", async () => {
    const { visitor, id } = await chatting(api.here).known({ email: "reply@back.example" });
    const { conversationId } = await say(visitor, "A question");
    await archived(id);
    await api.here.asAgent.mutate("sendReply", { conversationId, text: "An answer" });
    expect(await contact(id)).toMatchObject({ status: "ARCHIVED" });
  });
});
