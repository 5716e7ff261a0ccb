import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestWorkspace, unknownId } from "../support/api.ts";
import { get } from "../support/csv-download.ts";
import { type Exporting, emailsOf, startExporting } from "../support/exporting.ts";

let api: Exporting;
let here: TestWorkspace;
let ids: Exporting["ids"];
beforeAll(async () => {
  api = await startExporting();
  ({ here, ids } = api);
});
afterAll(() => api.stop());

describe("who", () => {
  it("is an admin, by a header", async () => {
    for (const client of [here.asAgent, here.asKey, await here.visitor()]) {
      const { status, json } = await api.exported("", client);
      expect(status).toBe(403);
      expect(json().error.code).toBe("FORBIDDEN");
    }
    for (const token of [null, "nonsense"]) {
      const { status, json, headers } = await get(api.path, token);
      expect(status).toBe(401);
      expect(json().error.code).toBe("UNAUTHENTICATED");
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });

  it("is told what else the path does not take", async () => {
    const posted = await get(api.path, here.asAdmin.token, { method: "POST" });
    expect([posted.status, posted.json().error.code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(posted.headers.get("allow")).toBe("GET, OPTIONS");
    expect((await get(`${api.path}/x`, here.asAdmin.token)).status).toBe(404);
  });

  it("may ask from a page of an allowed origin, and no other", async () => {
    const from = async (origin: string, method: string) =>
      (
        await get(api.path, method === "GET" ? here.asAdmin.token : null, {
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
    const { url, expiresAt } = await link({ channel: "EMAIL", withAnyTag: [ids.vip, ids.late] });
    const life = Date.parse(expiresAt) - before;
    expect(life).toBeGreaterThan(298_000);
    expect(life).toBeLessThanOrEqual(301_000);
    const { status, text } = await follow(url);
    expect(status).toBe(200);
    expect(emailsOf(text)).toEqual(["ada@home.example"]);
    expect((await follow(url)).text).toBe(text);
  });

  it("selects as the parameters of its name do", async () => {
    const member = here.agent.memberId;
    for (const [input, query] of [
      [{}, ""],
      [{ status: "ARCHIVED", inAllLists: [ids.list] }, `?status=ARCHIVED&inAllLists=${ids.list}`],
      [{ channel: "SMS", inNoneOfLists: [ids.list] }, `?channel=SMS&inNoneOfLists=${ids.list}`],
      [
        { assigneeId: member, withAllTags: [ids.vip, ids.late] },
        `?assigneeId=${member}&withAllTags=${ids.vip}`,
      ],
      [
        { unassigned: true, withNoneOfTags: [ids.late] },
        `?unassigned=true&withNoneOfTags=${ids.late}`,
      ],
      [{ unassigned: false, inAllLists: [] }, "?unassigned=false"],
      [{ withAnyTag: [] }, "?withAnyTag="],
      [{ inAnyList: [] }, "?inAnyList="],
      [{ status: null, channel: null, assigneeId: null, inAnyList: null }, ""],
    ] as const) {
      const { url } = await link(input);
      expect((await follow(url)).text, url).toBe((await api.exported(query)).text);
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
    expect((await get(api.path, token)).status).toBe(401);
    const asked = await api.client(token).send("{ viewer { __typename } }");
    expect(asked.status).toBe(401);
  });

  it("is of its workspace", async () => {
    const { url } = await link({}, api.elsewhere.asAdmin);
    expect(emailsOf((await follow(url)).text)).toEqual(["eve@there.example"]);
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
