import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, type Visitor } from "../support/api.ts";
import { merging } from "../support/merging.ts";

// P5 over HTTP: a signed proof of one contact's email and another's phone makes them one, until a person says otherwise.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
});
afterAll(() => api.stop());

async function proves(visitor: Visitor, claims: object) {
  const proof = await new SignJWT({ claims, jti: randomUUID() })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("5m")
    .setAudience(api.here.workspaceId)
    .setSubject(visitor.visitorId)
    .sign(new TextEncoder().encode(api.here.proofSecret));
  const answer = await visitor.mutate(
    "identify",
    { channel: "LOGIN", claims: {}, proof },
    "... on IdentifyPayload { verifiedContact { email phone } }",
  );
  return answer.verifiedContact;
}
const contactOf = async (visitor: Visitor) =>
  (
    await admin.ask("query ($id: ID!) { anonymousVisitor(id: $id) { contact { id } } }", {
      id: visitor.visitorId,
    })
  ).anonymousVisitor.contact?.id;

/** One known by an email, and later one known by a phone. */
async function halves(email: string, phone: string) {
  const older = await admin.contact({ email, phone: null, firstName: "Ola" });
  const younger = await admin.contact({ email: null, phone, firstName: "Ole" });
  return { older: older.id, younger: younger.id };
}

describe("P5", () => {
  const both = { email: "ola@home.example", phone: "+61412000501" };

  it("merges the two into the older, says so, and is not made again once it is undone", async () => {
    const { older, younger } = await halves(both.email, both.phone);
    const visitor = await api.here.visitor();
    expect(await proves(visitor, both)).toEqual(both);
    expect(await contactOf(visitor)).toBe(older);
    const { id, phone, email, merges } = await admin.read(
      younger,
      "id email phone merges { nodes { id cause mergedBy { type } mergedContact { contactId } } }",
    );
    expect({ id, phone, email }).toEqual({ id: older, ...both });
    expect(merges.nodes).toMatchObject([
      {
        cause: "BOTH_VERIFIED",
        mergedBy: { type: "VISITOR" },
        mergedContact: { contactId: younger },
      },
    ]);

    const undone = await admin.undo(merges.nodes[0].id);
    expect(undone.effects.dismissesPair).toBe(true);
    expect(undone.survivor).toMatchObject({ id: older, email: both.email, phone: null });
    expect(undone.mergedContact).toMatchObject({ id: younger, email: null, phone: both.phone });

    // The same proof by another browser: as P4, the email's contact, and nothing merges.
    const again = await api.here.visitor();
    await proves(again, both);
    expect(await contactOf(again)).toBe(older);
    await proves(visitor, both);
    expect(await admin.read(younger, "id phone status")).toEqual({
      id: younger,
      phone: both.phone,
      status: "ACTIVE",
    });
  });

  it("merges once, however many browsers prove it at the same moment", async () => {
    const crowd = { email: "crowd@home.example", phone: "+61412000502" };
    const { older, younger } = await halves(crowd.email, crowd.phone);
    const visitors = await Promise.all(Array.from({ length: 20 }, () => api.here.visitor()));
    const answers = await Promise.all(visitors.map((visitor) => proves(visitor, crowd)));
    expect(answers).toEqual(visitors.map(() => crowd));
    const { merges, visitors: linked } = await admin.read(
      younger,
      "merges { nodes { id } } visitors(first: 50) { nodes { id } }",
    );
    expect(merges.nodes).toHaveLength(1);
    expect(linked.nodes).toHaveLength(20);
    expect(await admin.read(older, "id")).toEqual({ id: older });
  });

  it("is shown to an agent who would bring it about", async () => {
    const one = { email: "agent5@home.example", phone: "+61412000503" };
    const { older, younger } = await halves(one.email, one.phone);
    const guest = await api.here.visitor();
    await guest.mutate("sendMessage", { text: "Hello" });
    const input = { visitorId: guest.visitorId, channel: "AGENT", claims: one };
    const { identifyPreview } = await admin.ask(
      `query ($input: IdentifyInput!) { identifyPreview(input: $input) { ... on IdentifyPreview {
        contact { id } mergedContact { id } mergeEffects { fields { field outcome } } } } }`,
      { input },
    );
    expect(identifyPreview).toMatchObject({
      contact: { id: older },
      mergedContact: { id: younger },
    });
    expect(identifyPreview.mergeEffects.fields).toContainEqual({
      field: "PHONE",
      outcome: "FILLED",
    });
    expect(await admin.read(younger, "id")).toEqual({ id: younger });
    await api.here.asAgent.mutate("identify", input);
    expect(await admin.read(younger, "id")).toEqual({ id: older });
  });

  it("does not merge what was only typed", async () => {
    const typed = { email: "typed@home.example", phone: "+61412000504" };
    const { older, younger } = await halves(typed.email, typed.phone);
    const visitor = await api.here.visitor();
    await visitor.mutate("identify", { channel: "CHAT", claims: typed });
    expect(await admin.read(younger, "id")).toEqual({ id: younger });
    expect((await admin.read(older)).suspectedDuplicates).toHaveLength(1);
  });
});
