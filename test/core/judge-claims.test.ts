import { describe, expect, test } from "vitest";
import { type Evidence, judgeClaims } from "../../src/actions/judge-claims.ts";

const EMAIL = "ada@example.com";
const PHONE = "+61412345678";
const judge = (evidence: Partial<Evidence>) =>
  judgeClaims({
    given: {},
    signed: {},
    vouched: false,
    loggedIn: false,
    number: null,
    ...evidence,
  });

describe("SPEC 4: verified is per value", () => {
  test("what nobody vouches for is unverified, and proves nothing", () => {
    const { claims, provenByVisitor } = judge({ given: { email: EMAIL, firstName: "Ada" } });
    expect(claims).toEqual({
      email: { value: EMAIL, verified: false },
      firstName: { value: "Ada", verified: false },
    });
    expect(provenByVisitor).toBe(false);
  });

  test("what is signed is verified and proven; what is typed beside it is not", () => {
    const { claims, provenByVisitor } = judge({
      given: { email: EMAIL, phone: PHONE },
      signed: { email: EMAIL },
    });
    expect(claims.email?.verified).toBe(true);
    expect(claims.phone?.verified).toBe(false);
    expect(provenByVisitor).toBe(true);
  });

  test("a channel proves its sender's number, and nothing else that the sender types", () => {
    const { claims, provenByVisitor } = judge({
      given: { phone: PHONE, email: EMAIL, fullName: "Ada" },
      number: PHONE,
    });
    expect(claims.phone?.verified).toBe(true);
    expect(claims.email?.verified).toBe(false);
    expect(claims.fullName?.verified).toBe(false);
    expect(provenByVisitor).toBe(true);
  });

  test("a login vouched for by a key proves the person; somebody's word does not", () => {
    const given = { email: EMAIL };
    expect(judge({ given, vouched: true, loggedIn: true }).provenByVisitor).toBe(true);
    const word = judge({ given, vouched: true });
    expect(word.claims.email?.verified).toBe(true);
    expect(word.provenByVisitor).toBe(false);
  });

  test("somebody's word for one identifier does not ride on the proof of another", () => {
    const mixed = judge({
      given: { email: EMAIL, phone: PHONE },
      signed: { email: EMAIL },
      vouched: true,
    });
    expect(mixed.claims.phone?.verified).toBe(true);
    expect(mixed.provenByVisitor).toBe(false);
  });

  test("a name that is proven proves no person", () => {
    expect(judge({ signed: { firstName: "Ada" } }).provenByVisitor).toBe(false);
  });
});
