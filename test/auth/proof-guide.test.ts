import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { encodeId } from "../../src/auth/global-id.ts";
import { PROOF_PROBLEMS, verifyProof } from "../../src/auth/proof.ts";

const guide = await readFile(new URL("../../docs/identity-proofs.md", import.meta.url), "utf8");

describe("the guide to identity proofs", () => {
  it("has an example that works as it stands", async () => {
    const code = /```js\n(import [\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const { identityProof } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const workspaceId = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    const visitorId = "4e6f1c2a-9b8d-4c7e-a5f4-3b2c1d0e9f8a";
    const proofSecret = "onp_a-secret-of-this-test";
    const claims = { email: "mia@example.com", firstName: "Mía 🌸" };
    const token = identityProof({
      secret: proofSecret,
      workspaceId: encodeId("Workspace", workspaceId),
      visitorId: encodeId("AnonymousVisitor", visitorId),
      claims,
    });
    const now = new Date();
    expect(await verifyProof({ token, workspaceId, proofSecret, visitorId, now })).toMatchObject({
      ok: true,
      values: claims,
    });
  });

  it("explains each reason for a refusal, and no other", () => {
    const explained = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, reason]) => reason);
    expect(new Set(explained)).toEqual(new Set(PROOF_PROBLEMS));
  });
});
