import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestWorkspace, unknownId } from "../support/api.ts";
import { cellsOf, valuesOf } from "../support/csv-download.ts";
import { type Exporting, startExporting } from "../support/exporting.ts";

const HEADER =
  "email,phone,first name,middle name,last name,full name,gender,business name," +
  "contact address line 1,contact address line 2,contact address city,contact address region,contact address postal code,contact address country," +
  "billing address line 1,billing address line 2,billing address city,billing address region,billing address postal code,billing address country," +
  "tags,lists,assignee,attributes";

let api: Exporting;
let here: TestWorkspace;
let ids: Exporting["ids"];
beforeAll(async () => {
  api = await startExporting();
  ({ here, ids } = api);
});
afterAll(() => api.stop());

describe("the file", () => {
  it("is a CSV that Excel reads, downloads under a name, and is kept nowhere", async () => {
    const { status, headers, text } = await api.exported();
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
    const [row] = valuesOf((await api.exported()).text);
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
    const rows = cellsOf((await api.exported()).text);
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
    const contactId = await api.contact(here, {
      email: "x@y.example",
      firstName: "X",
      lastName: "Y",
    });
    const tag = await api.made("tag", "gone");
    await here.asAdmin.mutate("tagContacts", { tagIds: [tag], contactIds: [contactId] });
    await here.asAdmin.mutate("assignContact", { contactId, assigneeId: member.member.id });
    const row = async () =>
      cellsOf((await api.exported()).text).find(({ email }) => email === "x@y.example");
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
    ["on a list", () => `?inAnyList=${ids.list}`, [ADA]],
    ["on a list, archived", () => `?inAllLists=${ids.list}&status=ARCHIVED`, [BOB]],
    ["not on a list", () => `?inNoneOfLists=${ids.list}`, [CY]],
    ["with one of two tags", () => `?withAnyTag=${ids.vip}&withAnyTag=${ids.late}`, [ADA]],
    ["with all tags", () => `?withAllTags=${ids.vip}&withAllTags=${ids.late}`, [ADA]],
    ["without tags", () => `?withNoneOfTags=${ids.vip}`, [CY]],
    ["of nobody's list", () => `?inAnyList=${unknownId("ContactList")}`, []],
    ["of no list", () => "?inAnyList=", []],
    ["of a malformed id", () => "?withAllTags=%00nonsense", []],
    ["of a member", () => `?assigneeId=${here.agent.memberId}`, [ADA]],
    ["of another member", () => `?assigneeId=${here.admin.memberId}`, []],
    ["unassigned", () => "?unassigned=true", [CY]],
    ["assigned", () => "?unassigned=false", [ADA]],
  ])("%s", async (_name, query, expected) => {
    expect((await api.emails(query())).sort()).toEqual([...expected].sort());
  });

  it("by push are the contacts that opted in, and no anonymous visitors", async () => {
    const guest = await here.visitor();
    await guest.mutate("optInToPush", {});
    const known = await here.visitor();
    await known.mutate("identify", { channel: "FORM", claims: { email: "push@home.example" } });
    await known.mutate("optInToPush", {});
    expect(await api.emails("?channel=PUSH")).toEqual(["push@home.example"]);
    const { anonymousVisitor } = await here.asAdmin.query(
      `{ anonymousVisitor(id: "${known.visitorId}") { contact { id } } }`,
    );
    await here.asAdmin.mutate("archiveContact", { contactId: anonymousVisitor.contact.id });
    expect(await api.emails("?channel=PUSH")).toEqual([]);
  });

  it("another workspace has its own, whatever ids it names", async () => {
    const there = api.elsewhere.asAdmin;
    expect(cellsOf((await api.exported("", there)).text).map(({ email }) => email)).toEqual([
      "eve@there.example",
    ]);
    const named = `?inAnyList=${ids.list}&status=ARCHIVED&assigneeId=${here.agent.memberId}`;
    expect(cellsOf((await api.exported(named, there)).text)).toEqual([]);
    expect(cellsOf((await api.exported(`?inNoneOfLists=${ids.list}`, there)).text)).toHaveLength(1);
  });

  it("without any contact is the header alone", async () => {
    const { text } = await api.exported("?inAnyList=");
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
    const { status, json } = await api.exported(query);
    expect(status).toBe(400);
    expect(json()).toEqual({ error: { code, path, message: expect.any(String) } });
  });
});
