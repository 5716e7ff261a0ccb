import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi, type TestWorkspace, unknownId } from "../support/api.ts";
import { cellsOf, get, valuesOf } from "../support/csv-download.ts";

const HEADER =
  "email,phone,first name,middle name,last name,full name,gender,business name," +
  "contact address line 1,contact address line 2,contact address city,contact address region,contact address postal code,contact address country," +
  "billing address line 1,billing address line 2,billing address city,billing address region,billing address postal code,billing address country," +
  "tags,lists,assignee,attributes";

let api: Awaited<ReturnType<typeof startApi>>;
let here: TestWorkspace;
let ada: string;
let bob: string;
let vip: string;
let late: string;
let list: string;
beforeAll(async () => {
  api = await startApi({ allowedOrigins: ["https://console.example"] });
  here = api.here;
  ada = await contact(here, {
    email: "ada@home.example",
    phone: "+49 1512 3456789",
    firstName: "=cmd|' /C calc'!A0",
    middleName: "@sum(1)",
    lastName: '-1, "x"\n👍🏽',
    fullName: "'=quoted",
    gender: "+f",
    businessName: "שלום, عالم; Ltd",
    contactAddress: { line1: "1 Long Rd", line2: "\u200fUnit 2", city: "Perth", country: "AU" },
    billingAddress: { line1: "2 Main St", region: "WA", postalCode: "06000", country: "DE" },
    attributes: { plan: "gold", "a;b": [1, 2.5, { deep: "=x" }], on: true },
  });
  bob = await contact(here, { email: "bob@home.example", firstName: "Bob", lastName: "Archived" });
  await contact(here, { phone: "+61 412 000 001", firstName: "Cy", lastName: "Phone" });
  await contact(api.elsewhere, { email: "eve@there.example", firstName: "Eve", lastName: "There" });
  await here.asAdmin.mutate("archiveContact", { contactId: bob });
  vip = await made("createTag", 'a; "b"', "tag");
  late = await made("createTag", "=late", "tag");
  list = await made("createList", "News, weekly", "list");
  await here.asAdmin.mutate("tagContacts", { tagIds: [vip, late], contactIds: [ada] });
  await here.asAdmin.mutate("addToList", { listId: list, contactIds: [ada, bob] });
  await here.asAdmin.mutate("assignContact", {
    contactId: ada,
    assigneeId: here.agent.memberId,
  });
});
afterAll(() => api.stop());

async function contact(workspace: TestWorkspace, values: object): Promise<string> {
  const fields = "... on CreateContactPayload { contact { id } }";
  const answer = await workspace.asAdmin.mutate("createContact", { values }, fields);
  return answer.contact?.id ?? expect.fail(JSON.stringify(answer));
}
async function made(mutation: string, name: string, what: string): Promise<string> {
  const payload = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`;
  const fields = `... on ${payload} { ${what} { id } }`;
  return (await here.asAdmin.mutate(mutation, { name }, fields))[what].id;
}

const exported = (query = "", client: Client = here.asAdmin) =>
  get(`${api.url}/exports/contacts.csv${query}`, client.token);
const emails = async (query: string) =>
  valuesOf((await exported(query)).text).map(({ email, phone }) => email || phone);

describe("the file", () => {
  it("is a CSV that Excel reads, downloads under a name, and is kept nowhere", async () => {
    const { status, headers, text } = await exported();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="contacts-\d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''contacts-/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text.slice(0, HEADER.length + 3)).toBe(`\uFEFF${HEADER}\r\n`);
  });

  it("has every main value, names of tags and lists that can be told apart, and the assignee", async () => {
    const [row] = valuesOf((await exported()).text);
    expect(row).toEqual({
      email: "ada@home.example",
      phone: "+4915123456789",
      "first name": "=cmd|' /C calc'!A0",
      "middle name": "@sum(1)",
      "last name": '-1, "x"\n👍🏽',
      "full name": "'=quoted",
      gender: "+f",
      "business name": "שלום, عالم; Ltd",
      "contact address line 1": "1 Long Rd",
      "contact address line 2": "\u200fUnit 2",
      "contact address city": "Perth",
      "contact address region": "",
      "contact address postal code": "",
      "contact address country": "AU",
      "billing address line 1": "2 Main St",
      "billing address line 2": "",
      "billing address city": "",
      "billing address region": "WA",
      "billing address postal code": "06000",
      "billing address country": "DE",
      tags: '=late; "a; ""b"""',
      lists: '"News, weekly"',
      assignee: here.agent.email,
      attributes: expect.any(String),
    });
    expect(JSON.parse(row?.attributes ?? "")).toEqual({
      plan: "gold",
      "a;b": [1, 2.5, { deep: "=x" }],
      on: true,
    });
  });

  it("has no cell that a spreadsheet would run", async () => {
    const rows = cellsOf((await exported()).text);
    expect(rows[0]).toMatchObject({ phone: "'+4915123456789", tags: expect.stringMatching(/^'=/) });
    expect(rows[0]).toMatchObject({ "full name": "''=quoted" });
    for (const cell of rows.flatMap((row) => Object.values(row)))
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
  });

  it("leaves out a removed assignee, and deleted tags and lists", async () => {
    const member = await here.asAdmin.mutate(
      "createMember",
      { role: "AGENT", name: "Gone", email: "gone@home.example", password: "correct horse staple" },
      "... on CreateMemberPayload { member { id } }",
    );
    const contactId = await contact(here, { email: "x@y.example", firstName: "X", lastName: "Y" });
    const tag = await made("createTag", "gone", "tag");
    await here.asAdmin.mutate("tagContacts", { tagIds: [tag], contactIds: [contactId] });
    await here.asAdmin.mutate("assignContact", { contactId, assigneeId: member.member.id });
    const row = async () =>
      cellsOf((await exported()).text).find(({ email }) => email === "x@y.example");
    expect(await row()).toMatchObject({ tags: "gone", assignee: "gone@home.example" });
    await here.asAdmin.mutate("deleteTag", { tagId: tag });
    await here.asAdmin.mutate("removeMember", { memberId: member.member.id });
    expect(await row()).toMatchObject({ tags: "", assignee: "" });
    await here.asAdmin.mutate("archiveContact", { contactId });
  });
});

describe("which contacts", () => {
  const ADA = "ada@home.example";
  const BOB = "bob@home.example";
  const CY = "+61412000001";

  it.each([
    ["", () => "", [ADA, CY]],
    ["active", () => "?status=ACTIVE", [ADA, CY]],
    ["archived", () => "?status=ARCHIVED", [BOB, "x@y.example"]],
    ["by email", () => "?channel=EMAIL", [ADA]],
    ["by SMS", () => "?channel=SMS", [ADA, CY]],
    ["by WhatsApp", () => "?channel=WHATSAPP", [ADA, CY]],
    ["by push", () => "?channel=PUSH", []],
    ["archived, by email", () => "?status=ARCHIVED&channel=EMAIL", [BOB, "x@y.example"]],
    ["on a list", () => `?inAnyList=${list}`, [ADA]],
    ["on a list, archived", () => `?inAllLists=${list}&status=ARCHIVED`, [BOB]],
    ["not on a list", () => `?inNoneOfLists=${list}`, [CY]],
    ["with one of two tags", () => `?withAnyTag=${vip}&withAnyTag=${late}`, [ADA]],
    ["with all tags", () => `?withAllTags=${vip}&withAllTags=${late}`, [ADA]],
    ["without tags", () => `?withNoneOfTags=${vip}`, [CY]],
    ["of nobody's list", () => `?inAnyList=${unknownId("ContactList")}`, []],
    ["of no list", () => "?inAnyList=", []],
    ["of a malformed id", () => "?withAllTags=%00nonsense", []],
    ["of a member", () => `?assigneeId=${here.agent.memberId}`, [ADA]],
    ["of another member", () => `?assigneeId=${here.admin.memberId}`, []],
    ["unassigned", () => "?unassigned=true", [CY]],
    ["assigned", () => "?unassigned=false", [ADA]],
  ])("%s", async (_name, query, expected) => {
    expect((await emails(query())).sort()).toEqual([...expected].sort());
  });

  it("by push are the contacts that opted in, and no anonymous visitors", async () => {
    const guest = await here.visitor();
    await guest.mutate("optInToPush", {});
    const known = await here.visitor();
    await known.mutate("identify", { channel: "FORM", claims: { email: "push@home.example" } });
    await known.mutate("optInToPush", {});
    expect(await emails("?channel=PUSH")).toEqual(["push@home.example"]);
    const { anonymousVisitor } = await here.asAdmin.query(
      `{ anonymousVisitor(id: "${known.visitorId}") { contact { id } } }`,
    );
    await here.asAdmin.mutate("archiveContact", { contactId: anonymousVisitor.contact.id });
    expect(await emails("?channel=PUSH")).toEqual([]);
  });

  it("another workspace has its own, whatever ids it names", async () => {
    const there = api.elsewhere.asAdmin;
    expect(cellsOf((await exported("", there)).text).map(({ email }) => email)).toEqual([
      "eve@there.example",
    ]);
    const named = `?inAnyList=${list}&status=ARCHIVED&assigneeId=${here.agent.memberId}`;
    expect(cellsOf((await exported(named, there)).text)).toEqual([]);
    expect(cellsOf((await exported(`?inNoneOfLists=${list}`, there)).text)).toHaveLength(1);
  });

  it("without any contact is the header alone", async () => {
    const { text } = await exported("?inAnyList=");
    expect(text).toBe(`\uFEFF${HEADER}\r\n`);
  });

  it.each([
    ["?status=GONE", "INVALID_PARAMETER", "status"],
    ["?status=", "INVALID_PARAMETER", "status"],
    ["?status=active", "INVALID_PARAMETER", "status"],
    ["?status=ACTIVE&status=ARCHIVED", "INVALID_PARAMETER", "status"],
    ["?channel=LETTER", "INVALID_PARAMETER", "channel"],
    ["?channel=constructor", "INVALID_PARAMETER", "channel"],
    ["?unassigned=1", "INVALID_PARAMETER", "unassigned"],
    ["?inAnyTag=x", "UNKNOWN_PARAMETER", "inAnyTag"],
    ["?__proto__=x", "UNKNOWN_PARAMETER", "__proto__"],
    [`?${"inAnyList=x&".repeat(51)}`, "TOO_MANY_IDS", "inAnyList"],
  ])("%s is refused, and says which parameter", async (query, code, path) => {
    const { status, json } = await exported(query);
    expect(status).toBe(400);
    expect(json()).toEqual({ error: { code, path, message: expect.any(String) } });
  });
});

describe("who", () => {
  it("is an admin, by a header", async () => {
    for (const client of [here.asAgent, here.asKey, await here.visitor()]) {
      const { status, json } = await exported("", client);
      expect(status).toBe(403);
      expect(json().error.code).toBe("FORBIDDEN");
    }
    for (const token of [null, "nonsense"]) {
      const { status, json, headers } = await get(`${api.url}/exports/contacts.csv`, token);
      expect(status).toBe(401);
      expect(json().error.code).toBe("UNAUTHENTICATED");
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });

  it("is told what else the path does not take", async () => {
    const path = `${api.url}/exports/contacts.csv`;
    const posted = await get(path, here.asAdmin.token, { method: "POST" });
    expect([posted.status, posted.json().error.code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(posted.headers.get("allow")).toBe("GET, OPTIONS");
    expect((await get(`${path}/x`, here.asAdmin.token)).status).toBe(404);
  });

  it("may ask from a page of an allowed origin, and no other", async () => {
    const path = `${api.url}/exports/contacts.csv`;
    const from = async (origin: string, method: string) =>
      (
        await get(path, method === "GET" ? here.asAdmin.token : null, {
          method,
          headers: { origin },
        })
      ).headers;
    for (const method of ["OPTIONS", "GET"]) {
      const allowed = await from("https://console.example", method);
      expect(allowed.get("access-control-allow-origin")).toBe("https://console.example");
      const refused = await from("https://evil.example", method);
      expect(refused.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("a link", () => {
  const PAYLOAD = "... on ExportContactsPayload { url expiresAt }";
  const link = (input: object = {}, client = here.asAdmin) =>
    client.mutate("exportContacts", input, PAYLOAD);
  const follow = (url: string) => get(`${api.url}${url}`);

  it("is followed without a header, for five minutes, and has what was asked for", async () => {
    const before = Date.now();
    const { url, expiresAt } = await link({ channel: "EMAIL", withAnyTag: [vip, late] });
    const life = Date.parse(expiresAt) - before;
    expect(life).toBeGreaterThan(298_000);
    expect(life).toBeLessThanOrEqual(301_000);
    const { status, text } = await follow(url);
    expect(status).toBe(200);
    expect(cellsOf(text).map(({ email }) => email)).toEqual(["ada@home.example"]);
    expect((await follow(url)).text).toBe(text);
  });

  it("selects as the parameters of its name do", async () => {
    const member = here.agent.memberId;
    for (const [input, query] of [
      [{}, ""],
      [{ status: "ARCHIVED", inAllLists: [list] }, `?status=ARCHIVED&inAllLists=${list}`],
      [{ channel: "SMS", inNoneOfLists: [list] }, `?channel=SMS&inNoneOfLists=${list}`],
      [
        { assigneeId: member, withAllTags: [vip, late] },
        `?assigneeId=${member}&withAllTags=${vip}`,
      ],
      [{ unassigned: true, withNoneOfTags: [late] }, `?unassigned=true&withNoneOfTags=${late}`],
      [{ unassigned: false, inAllLists: [] }, "?unassigned=false"],
      [{ withAnyTag: [] }, "?withAnyTag="],
      [{ inAnyList: [] }, "?inAnyList="],
      [{ status: null, channel: null, assigneeId: null, inAnyList: null }, ""],
    ] as const) {
      const { url } = await link(input);
      expect((await follow(url)).text, url).toBe((await exported(query)).text);
    }
  });

  it("is good for nothing else", async () => {
    const { url } = await link({ channel: "EMAIL" });
    const token = url.replace(/^.*token=/, "");
    const others = [
      `/exports/contacts.csv?token=${token}`,
      `/exports/contacts.csv?channel=SMS&token=${token}`,
      `/exports/contacts.csv?token=${token}&channel=EMAIL`,
      `${url}&status=ARCHIVED`,
      `${url}x`,
      "/exports/contacts.csv?token=",
      `/exports/contacts.csv?token=${here.asAdmin.token}`,
    ];
    for (const other of others) expect((await follow(other)).status, other).toBe(401);
    expect((await get(`${api.url}/exports/contacts.csv`, token)).status).toBe(401);
    const asked = await api.client(token).send("{ viewer { __typename } }");
    expect(asked.status).toBe(401);
  });

  it("is of its workspace", async () => {
    const { url } = await link({}, api.elsewhere.asAdmin);
    expect(cellsOf((await follow(url)).text).map(({ email }) => email)).toEqual([
      "eve@there.example",
    ]);
  });

  it("ends with the session in which it was made, and with the right to it", async () => {
    const signIn = async () => {
      const { email, password } = here.admin;
      const input = { workspaceId: here.workspaceId, email, password };
      const session = "... on MemberSessionPayload { accessToken }";
      return api.client(
        (await api.client(null).mutate("signInMember", input, session)).accessToken,
      );
    };
    const admin = await signIn();
    const { url } = await link({}, admin);
    expect((await follow(url)).status).toBe(200);
    await admin.mutate("signOutMember", {});
    const { status, json } = await follow(url);
    expect([status, json().error.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("names no more lists and tags than addresses hold", async () => {
    const many = (count: number) => Array.from({ length: count }, () => unknownId("Tag"));
    const input = { withAnyTag: many(50), inAnyList: many(31) };
    const { errors } = await here.asAdmin.send(
      `mutation ($input: ExportContactsInput!) { exportContacts(input: $input) { __typename } }`,
      { input },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "TOO_MANY_IDS" });
    const { url } = await link({ withAnyTag: many(50), inAnyList: many(30) });
    expect(url.length).toBeLessThan(8_000);
    expect((await follow(url)).status).toBe(200);
  });
});
