import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthenticator } from "../../src/auth/authenticate.ts";
import type { MemberCaller } from "../../src/auth/caller.ts";
import { makeLink, readLink } from "../../src/auth/links.ts";
import { done, PASSWORD, peopleProcess } from "../support/people.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";

let db: TestDatabase;
let serial = 0;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** An admin, a link that it made, and who follows it. */
async function linked(address = "/exports/contacts.csv?channel=EMAIL") {
  const process = peopleProcess(db.database);
  const { people, secrets, clock } = process;
  const { now } = clock;
  const { workspaceId } = done(await people.createWorkspace({ name: "Shop", country: "DE" }));
  const email = `linked${++serial}@example.com`;
  const admin = { role: "ADMIN", name: "Ada", email, password: PASSWORD } as const;
  const { memberId } = done(await people.createMember({ workspaceId }, admin));
  const session = done(await people.signInMember({ workspaceId, email, password: PASSWORD }, null));
  const authenticator = createAuthenticator({ database: db.database, now });
  const caller = (await authenticator.authenticate(session.accessToken)) as MemberCaller;
  const link = await makeLink({ secrets, now }, caller, address);
  const { token } = readLink(link.url) ?? expect.fail("no link");
  const follow = (to = address) => authenticator.authenticateLink(token, to);
  return { ...process, workspaceId, memberId, session, authenticator, caller, link, token, follow };
}

describe("a link", () => {
  it("acts in the name of who made it, for five minutes", async () => {
    const { follow, clock, caller, link } = await linked();
    expect(await follow()).toEqual({ ...caller, expiresAt: link.expiresAt });
    expect(link.expiresAt).toEqual(new Date(clock.now().getTime() + 300_000));
    clock.pass({ minutes: 4, seconds: 59 });
    expect(await follow()).toMatchObject({ type: "member" });
    clock.pass({ seconds: 1 });
    expect(await follow()).toEqual({ type: "rejected", reason: "EXPIRED" });
  });

  it("is for its address, and no token for anything else", async () => {
    const { follow, authenticator, token, session } = await linked();
    const invalid = { type: "rejected", reason: "INVALID" };
    for (const other of ["/exports/contacts.csv", "/exports/contacts.csv?channel=SMS", ""])
      expect(await follow(other)).toEqual(invalid);
    expect(await authenticator.authenticate(token)).toEqual(invalid);
    for (const other of ["", "nonsense", session.accessToken])
      expect(
        await authenticator.authenticateLink(other, "/exports/contacts.csv?channel=EMAIL"),
      ).toEqual(invalid);
  });

  it("ends with its session", async () => {
    const { follow, people, session, clock } = await linked();
    done(await people.signOutMember(session, { everywhere: false }));
    clock.pass({ seconds: 1 });
    expect(await follow()).toEqual({ type: "rejected", reason: "REVOKED" });
  });

  it("has the role that the member has now", async () => {
    const { follow, people, workspaceId, memberId, caller, authenticator, clock } = await linked();
    expect(await authenticator.isInForce(caller)).toBe(true);
    const email = `other${++serial}@example.com`;
    const other = { role: "ADMIN", name: "Bo", email, password: PASSWORD } as const;
    done(await people.createMember({ workspaceId }, other));
    done(await people.updateMember({ workspaceId }, { memberId, role: "AGENT" }));
    clock.pass({ seconds: 1 });
    expect(await follow()).toMatchObject({ role: "AGENT" });
    expect(await authenticator.isInForce(caller)).toBe(false);
  });
});

it("a session that goes on is in force also when its token has run out, and one that ended is not", async () => {
  const { authenticator, caller, clock, people, session } = await linked();
  clock.pass({ minutes: 30 });
  expect(await authenticator.isInForce(caller)).toBe(true);
  done(await people.signOutMember(session, { everywhere: false }));
  clock.pass({ seconds: 1 });
  expect(await authenticator.isInForce(caller)).toBe(false);
});

describe("the address of a link", () => {
  it.each([
    ["/a", "/a?token=x"],
    ["/a?b=c&d=e", "/a?b=c&d=e&token=x"],
    ["/a?token=y", "/a?token=y&token=x"],
  ])("%s is %s before its token", (address, url) => {
    expect(readLink(url)).toEqual({ address, token: "x" });
  });

  it.each(["/a", "/a?b=token=", "/a?token=x&b=c", "/token=x"])("%s is no link", (url) => {
    expect(readLink(url)).toBeNull();
  });
});
