import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encodeId } from "../../src/auth/global-id.ts";
import { verifyProof } from "../../src/auth/proof.ts";

const workspaceId = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const visitorId = "4e6f1c2a-9b8d-4c7e-a5f4-3b2c1d0e9f8a";
const proofSecret = "onp_dGhpcyBpcyBub3QgYSBzZWNyZXQgb2YgYW55Ym9keQ";
const now = new Date("2026-03-01T09:30:00.000Z");
const time = now.getTime() / 1000;

const good = {
  aud: encodeId("Workspace", workspaceId),
  sub: encodeId("AnonymousVisitor", visitorId),
  jti: "order-1042",
  iat: time - 5,
  exp: time + 300,
  claims: { email: "mia@example.com", attributes: { plan: "gold" } },
};

/** As a business's server would, with nothing but Node. */
function sign(
  payload: unknown,
  { alg = "HS256", key = proofSecret, hash = "sha256" } = {},
): string {
  const part = (value: unknown) =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT" })}.${part(payload)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest("base64url")}`;
}
const verify = (token: string) => verifyProof({ token, workspaceId, proofSecret, visitorId, now });
const reason = async (token: string) => {
  const answer = await verify(token);
  return answer.ok ? "believed" : answer.reason;
};

describe("a signed identity proof", () => {
  it("is believed when the business's server signed it for this workspace and visitor", async () => {
    expect(await verify(sign(good))).toEqual({
      ok: true,
      proofId: "order-1042",
      // Ten seconds beyond, because it is believed as long, for clocks that differ.
      expiresAt: "2026-03-01T09:35:10.000Z",
      happenedAt: null,
      values: good.claims,
    });
  });

  it("may name workspace and visitor by plain uuids, and further audiences", async () => {
    expect(await reason(sign({ ...good, aud: workspaceId, sub: visitorId }))).toBe("believed");
    expect(await reason(sign({ ...good, aud: ["shop", good.aud] }))).toBe("believed");
  });

  it("says when it happened, but never later than now", async () => {
    const at = async (text: string) => verify(sign({ ...good, at: text }));
    expect(await at("2026-02-28T23:00:00+01:00")).toMatchObject({
      happenedAt: "2026-02-28T22:00:00.000Z",
    });
    expect(await at("2026-03-02T00:00:00Z")).toMatchObject({ happenedAt: now.toISOString() });
  });

  describe("is MALFORMED when", () => {
    it.each([
      ["it is empty", ""],
      ["it is no JWT", "not.a.token"],
      ["a part is missing", sign(good).split(".").slice(0, 2).join(".")],
      ["it is enormous", sign({ ...good, claims: { email: "x".repeat(40_000) } })],
      ["it says no JSON", sign("no json")],
      ["it says no object", sign([good])],
      ["it has no id", sign({ ...good, jti: undefined })],
      ["its id is blank", sign({ ...good, jti: "" })],
      ["its id holds NUL", sign({ ...good, jti: "a\u0000b" })],
      ["its id is very long", sign({ ...good, jti: "x".repeat(201) })],
      ["it has no issue time", sign({ ...good, iat: undefined })],
      ["it has no expiry", sign({ ...good, exp: undefined })],
      ["its expiry is text", sign({ ...good, exp: `${good.exp}` })],
      ["it expires before it was issued", sign({ ...good, iat: time + 301 })],
      ["its time has no zone", sign({ ...good, at: "2026-02-28T23:00:00" })],
      ["its day does not exist", sign({ ...good, at: "2026-02-30T23:00:00Z" })],
      ["it claims nothing", sign({ ...good, claims: undefined })],
      ["its claims are a list", sign({ ...good, claims: ["mia@example.com"] })],
      ["it names no visitor", sign({ ...good, sub: undefined })],
      ["it is meant for nobody", sign({ ...good, aud: [] })],
    ])("%s", async (_, token) => {
      expect(await reason(token)).toBe("MALFORMED");
    });
  });

  describe("has a BAD_SIGNATURE when", () => {
    const [head, body, signature] = sign(good).split(".") as [string, string, string];
    const forged = Buffer.from(
      JSON.stringify({ ...good, claims: { email: "eve@example.com" } }),
    ).toString("base64url");
    it.each([
      ["another secret signed it", sign(good, { key: "another secret" })],
      ["its claims were exchanged", `${head}.${forged}.${signature}`],
      ["its signature was cut off", `${head}.${body}.`],
      ["it asks not to be verified", sign(good, { alg: "none" })],
      [
        "it asks not to be verified and has no signature",
        `${sign(good, { alg: "none" }).split(".").slice(0, 2).join(".")}.`,
      ],
      ["it is signed otherwise", sign(good, { alg: "HS512", hash: "sha512" })],
      ["it pretends to a public key", sign(good, { alg: "RS256" })],
    ])("%s", async (_, token) => {
      expect(await reason(token)).toBe("BAD_SIGNATURE");
    });
  });

  it("is for its workspace alone", async () => {
    const other = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";
    expect(await reason(sign({ ...good, aud: encodeId("Workspace", other) }))).toBe(
      "WRONG_WORKSPACE",
    );
    expect(await reason(sign({ ...good, aud: encodeId("Contact", workspaceId) }))).toBe(
      "WRONG_WORKSPACE",
    );
    expect(await reason(sign({ ...good, aud: "shop" }))).toBe("WRONG_WORKSPACE");
  });

  it("is for its visitor alone", async () => {
    const other = "4e6f1c2a-9b8d-4c7e-a5f4-3b2c1d0e9f8b";
    expect(await reason(sign({ ...good, sub: encodeId("AnonymousVisitor", other) }))).toBe(
      "WRONG_VISITOR",
    );
    expect(await reason(sign({ ...good, sub: "mia@example.com" }))).toBe("WRONG_VISITOR");
  });

  it("expires, give or take the difference of two clocks", async () => {
    const expiring = (exp: number) => reason(sign({ ...good, iat: time - 600, exp }));
    expect(await expiring(time - 9)).toBe("believed");
    expect(await expiring(time - 10)).toBe("EXPIRED");
    expect(await expiring(time - 500)).toBe("EXPIRED");
  });

  it("lives an hour at most, from its issue and from now", async () => {
    expect(await reason(sign({ ...good, iat: time, exp: time + 3600 }))).toBe("believed");
    expect(await reason(sign({ ...good, iat: time - 60, exp: time + 3541 }))).toBe(
      "TOO_LONG_LIVED",
    );
    // A year ahead, and only five minutes long: its issue time must not keep it alive.
    const ahead = time + 31_536_000;
    expect(await reason(sign({ ...good, iat: ahead, exp: ahead + 300 }))).toBe("TOO_LONG_LIVED");
  });

  it("does not count before its time", async () => {
    expect(await reason(sign({ ...good, iat: time + 10 }))).toBe("believed");
    expect(await reason(sign({ ...good, iat: time + 11 }))).toBe("NOT_YET_VALID");
    expect(await reason(sign({ ...good, nbf: time + 60 }))).toBe("NOT_YET_VALID");
  });
});
