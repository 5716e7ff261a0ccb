import { describe, expect, it } from "vitest";
import { makeOpaqueToken, readOpaqueToken, secretMatches } from "../../src/auth/opaque-token.ts";

const workspaceId = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";

describe("an opaque token", () => {
  it("says where it is looked up, and carries a secret of which only the hash is kept", () => {
    const { token, secretHash } = makeOpaqueToken("onk", workspaceId, id);
    expect(token).toMatch(/^onk_[0-9a-f]{64}_[A-Za-z0-9_-]{43}$/);
    const read = readOpaqueToken("onk", token);
    expect(read).toMatchObject({ workspaceId, id });
    expect(token).not.toContain(secretHash);
    expect(secretMatches(read?.secret ?? "", secretHash)).toBe(true);
  });

  it("is never the same twice", () => {
    const tokens = Array.from({ length: 100 }, () => makeOpaqueToken("onr", workspaceId, id).token);
    expect(new Set(tokens).size).toBe(100);
  });

  it("of one kind is none of the other", () => {
    const { token } = makeOpaqueToken("onr", workspaceId, id);
    expect(readOpaqueToken("onk", token)).toBeNull();
    expect(readOpaqueToken("onk", token.replace("onr", "onk"))).not.toBeNull();
  });

  const { token, secretHash } = makeOpaqueToken("onk", workspaceId, id);
  it.each([
    ["empty", ""],
    ["cut", token.slice(0, -1)],
    ["longer", `${token}A`],
    ["with a line break", `${token}\n`],
    ["in capitals", token.toUpperCase()],
    ["without its secret", token.slice(0, -43)],
    ["with a space", ` ${token}`],
  ])("that is %s can't be read", (_, text) => {
    expect(readOpaqueToken("onk", text)).toBeNull();
  });

  it("with another secret doesn't match, whatever stands in for the hash", () => {
    const other =
      readOpaqueToken("onk", makeOpaqueToken("onk", workspaceId, id).token)?.secret ?? "";
    expect(secretMatches(other, secretHash)).toBe(false);
    expect(secretMatches(other, "")).toBe(false);
  });
});
