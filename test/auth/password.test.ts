import { describe, expect, it } from "vitest";
import { createPasswordCheck, hashPassword, passwordProblem } from "../../src/auth/password.ts";

describe("a password", () => {
  it("has at least ten characters, as people count them, and a bounded length", () => {
    expect(passwordProblem("123456789")).toBe("TOO_SHORT");
    expect(passwordProblem("1234567890")).toBeNull();
    expect(passwordProblem("🔑🔑🔑🔑🔑")).toBe("TOO_SHORT"); // ten UTF-16 units, five characters
    expect(passwordProblem("e\u0301".repeat(9))).toBe("TOO_SHORT"); // eighteen code points, nine letters
    expect(passwordProblem("x".repeat(256))).toBeNull();
    expect(passwordProblem("x".repeat(257))).toBe("TOO_LONG");
    expect(passwordProblem("half a pair \ud800")).toBe("ILL_ENCODED");
  });

  it("is stored as a salted Argon2id hash", async () => {
    const [one, other] = await Promise.all([
      hashPassword("correct horse"),
      hashPassword("correct horse"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it("matches its own hash, however the keyboard composed its letters", async () => {
    const check = createPasswordCheck();
    const hash = await hashPassword("caf\u00e9 au lait");
    expect(await check("caf\u00e9 au lait", hash)).toBe(true);
    expect(await check("cafe\u0301 au lait", hash)).toBe(true);
    expect(await check("Caf\u00e9 au lait", hash)).toBe(false);
    expect(await check("", hash)).toBe(false);
    expect(await check("x".repeat(1_000_000), hash)).toBe(false);
  });

  it("never matches where there is no hash, not even the decoy's own", async () => {
    const check = createPasswordCheck();
    expect(await check("nobody has this password", null)).toBe(false);
  });
});
