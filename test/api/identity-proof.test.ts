import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi, type Visitor } from "../support/api.ts";

// What docs/identity-proofs.md promises, over HTTP.

let api: Awaited<ReturnType<typeof startApi>>;
let secret: string;
beforeAll(async () => {
  api = await startApi();
  secret = (await api.here.asAdmin.query("{ workspace { proofSecret } }")).workspace.proofSecret;
});
afterAll(() => api.stop());

/** A proof as a business's server makes it, from the opaque ids that the API hands out. */
function proof(visitorId: string, claims: object, more: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const [aud, jti] = [api.here.workspaceId, randomUUID()];
  const payload = { aud, sub: visitorId, jti, iat: now, exp: now + 300, claims, ...more };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part(payload)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const PERSON = "email phone firstName";
const identify = (visitor: Visitor, input: object) =>
  visitor.mutate(
    "identify",
    { channel: "LOGIN", claims: {}, ...input },
    `... on IdentifyPayload { visitorId verifiedContact { ${PERSON} } contact { id } successor { visitorId token } }
     ... on ProofRefused { reason }`,
  );
const ownContact = async (visitor: { query: Visitor["query"] }) =>
  (await visitor.query(`{ viewer { ... on VisitorViewer { contact { ${PERSON} } } } }`)).viewer
    .contact;

describe("a visitor with a proof", () => {
  it("is that person, and reads its own details; what it merely says beside it stays a claim", async () => {
    const visitor = await api.here.visitor();
    const signed = { email: "Mia@Home.example", firstName: "Mia" };
    const answer = await identify(visitor, {
      proof: proof(visitor.visitorId, signed),
      claims: { phone: "+61 412 345 678" },
    });
    expect(answer).toMatchObject({
      visitorId: visitor.visitorId,
      verifiedContact: { email: "mia@home.example", firstName: "Mia" },
      contact: null,
      successor: null,
    });
    expect(await ownContact(visitor)).toMatchObject({ email: "mia@home.example" });

    const typing = await api.here.visitor();
    await identify(typing, { channel: "FORM", claims: { email: "mia@home.example" } });
    expect(await ownContact(typing)).toBeNull();
    await identify(typing, { proof: proof(typing.visitorId, { email: "mia@home.example" }) });
    expect(await ownContact(typing)).toMatchObject({ firstName: "Mia" });
  });

  it("of somebody else, on a device that has an owner, goes on as a visitor of its own (P10)", async () => {
    const visitor = await api.here.visitor();
    await identify(visitor, { proof: proof(visitor.visitorId, { email: "one@home.example" }) });
    const other = await api.here.visitor();
    await identify(other, { proof: proof(other.visitorId, { email: "two@home.example" }) });

    const change = () =>
      identify(visitor, { proof: proof(visitor.visitorId, { email: "two@home.example" }) });
    const { successor } = await change();
    expect(await ownContact(api.client(successor.token))).toMatchObject({
      email: "two@home.example",
    });
    expect(await ownContact(visitor)).toMatchObject({ email: "one@home.example" });
    expect((await change()).successor.visitorId).toBe(successor.visitorId);
  });

  it("uses it once, however many calls bring it at the same time", async () => {
    const visitor = await api.here.visitor();
    const token = proof(visitor.visitorId, { email: "once@home.example" });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => identify(visitor, { proof: token })),
    );
    const names = answers.map((answer) => answer.__typename).sort();
    expect(names).toEqual(["IdentifyPayload", ...Array(19).fill("ProofAlreadyUsed")]);
  });
});

describe("a proof that can't be believed", () => {
  const now = Math.floor(Date.now() / 1000);
  const cases: [string, (visitorId: string) => string][] = [
    ["MALFORMED", () => "no proof"],
    ["MALFORMED", (id) => proof(id, { email: "eve@home.example", admin: "yes" })],
    ["BAD_SIGNATURE", (id) => `${proof(id, { email: "eve@home.example" }).slice(0, -4)}AAAA`],
    [
      "EXPIRED",
      (id) => proof(id, { email: "eve@home.example" }, { iat: now - 900, exp: now - 600 }),
    ],
    ["TOO_LONG_LIVED", (id) => proof(id, { email: "eve@home.example" }, { exp: now + 86_400 })],
    ["NOT_YET_VALID", (id) => proof(id, { email: "eve@home.example" }, { nbf: now + 600 })],
    [
      "WRONG_WORKSPACE",
      (id) => proof(id, { email: "eve@home.example" }, { aud: api.elsewhere.workspaceId }),
    ],
    ["WRONG_VISITOR", (id) => proof(id, { email: "eve@home.example" }, { sub: randomUUID() })],
  ];

  it.each(cases)("is refused as %s, and nothing is written", async (reason, sign) => {
    const visitor = await api.here.visitor();
    const { prisma } = api.database;
    const before = await prisma.identityEvent.count();
    expect(await identify(visitor, { proof: sign(visitor.visitorId) })).toMatchObject({
      __typename: "ProofRefused",
      code: "PROOF_REFUSED",
      reason,
    });
    expect(await prisma.identityEvent.count()).toBe(before);
  });

  it("was signed with a secret that has been replaced", async () => {
    const visitor = await api.here.visitor();
    const token = proof(visitor.visitorId, { email: "late@home.example" });
    const fields = "... on RotateProofSecretPayload { workspace { proofSecret } }";
    const { workspace } = await api.here.asAdmin.mutate("rotateProofSecret", {}, fields);
    expect(await identify(visitor, { proof: token })).toMatchObject({ reason: "BAD_SIGNATURE" });
    secret = workspace.proofSecret;
    const renewed = proof(visitor.visitorId, { email: "late@home.example" });
    expect(await identify(visitor, { proof: renewed })).toMatchObject({
      verifiedContact: { email: "late@home.example" },
    });
  });
});
