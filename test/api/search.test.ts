import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
  for (const values of PEOPLE) await newContact(api.here.asAgent, values);
  await newContact(api.elsewhere.asAgent, { firstName: "Ada", lastName: "Foreign" });
});
afterAll(() => api.stop());

const PEOPLE = [
  { firstName: "Ada", lastName: "Lovelace", email: "countess@home.example" },
  { firstName: "Adah", lastName: "Price", email: "ap@home.example" },
  { firstName: "Nevada", lastName: "Barr", email: "nb@home.example" },
  { firstName: "Eda", lastName: "Kurt", email: "ek@home.example" },
  { firstName: "Aida", lastName: "Turner", email: "at@home.example" },
  { firstName: "John", lastName: "Smith", email: "jsmith42@mail.example", phone: "+61412345678" },
  { firstName: "Jon", lastName: "Smithson", email: "j_s%1@mail.example", phone: "+14155552671" },
  { firstName: "José", lastName: "O’Brien-Núñez", email: "jo@shop.example" },
  {
    firstName: "Wei",
    lastName: "Zhang",
    businessName: "100% Pure \\ Co_op",
    email: "wz@x.example",
  },
  { firstName: "Bo", lastName: "Li", businessName: "100 Purely", email: "bl@x.example" },
  { firstName: "Kim", lastName: "Major", businessName: "Acme Widgets", email: "km@x.example" },
];

async function newContact(agent: Client, values: object): Promise<string> {
  const input = { values: { email: `${randomUUID()}@void.example`, ...values } };
  const fields = "... on CreateContactPayload { contact { id } }";
  return (await agent.mutate("createContact", input, fields)).contact.id;
}

async function search(query: string, variables: object = {}, caller = api.here.asAgent) {
  const { searchContacts } = await caller.query(
    `query ($query: String!, $first: Int, $after: String, $filter: ContactSearchFilter) {
      searchContacts(query: $query, first: $first, after: $after, filter: $filter) {
        edges { cursor } nodes { id displayName } pageInfo { hasNextPage endCursor } } }`,
    { query, ...variables },
  );
  return searchContacts;
}
const names = async (query: string, variables: object = {}, caller = api.here.asAgent) =>
  (await search(query, variables, caller)).nodes.map(
    (node: { displayName: string }) => node.displayName,
  );

describe("searchContacts", () => {
  it("ranks what is exact before what begins with it, has it inside, is like it", async () => {
    expect(await names("ada")).toEqual(["Ada Lovelace", "Adah Price", "Nevada Barr"]);
    expect(await names("adah")).toEqual(["Adah Price", "Ada Lovelace"]);
    expect(await names("Smith")).toEqual(["John Smith", "Jon Smithson"]);
  });

  it.each([
    ["JOHN SMITH", "John Smith"],
    ["smith john", "John Smith"],
    ["jo smi", "John Smith"],
    ["jose obrien", "José O’Brien-Núñez"],
    ["O'Brien", "José O’Brien-Núñez"],
    ["nunez", "José O’Brien-Núñez"],
    ["lovel", "Ada Lovelace"],
    ["velac", "Ada Lovelace"],
    ["widg", "Kim Major"],
    ["idget", "Kim Major"],
    ["kim acme", "Kim Major"],
    ["smith 0412", "John Smith"],
  ])("by name and business: %s", async (query, found) => {
    expect(await names(query)).toContain(found);
  });

  it.each([
    ["JSmith42@mail.example", "John Smith"],
    ["jsmith42@", "John Smith"],
    ["smith42", "John Smith"],
    ["mith42", "John Smith"],
    ["smith42@mail.ex", "John Smith"],
    ["smith42@mail.example", "John Smith"],
    ["ountes", "Ada Lovelace"],
    ["shop.example", "José O’Brien-Núñez"],
    ["@shop.ex", "José O’Brien-Núñez"],
    ["hop.exam", "José O’Brien-Núñez"],
  ])("by email: %s", async (query, found) => {
    expect(await names(query)).toContain(found);
  });

  it.each([
    "+61 412 345 678",
    "0412 345 678",
    "(0412) 345-678",
    "0061 412 345 678",
    "61412345678",
    "+61 (0) 412 345 678",
    "tel:+61412345678",
    "0412 34",
    "345 678",
    "5678",
  ])("by phone: %s", async (query) => {
    expect(await names(query)).toEqual(["John Smith"]);
  });

  it.each([
    ["smiht", "John Smith"],
    ["lovelase", "Ada Lovelace"],
    ["jonh smiht", "John Smith"],
    ["0412 345 687", "John Smith"],
    ["jsmtih42@mail.example", "John Smith"],
    ["countess@hme.example", "Ada Lovelace"],
  ])("with a typing error: %s", async (query, found) => {
    expect(await names(query)).toContain(found);
  });

  it.each([
    ["%", ["Wei Zhang"]],
    ["100%", ["Wei Zhang"]],
    ["_op", ["Wei Zhang"]],
    ["\\", ["Wei Zhang"]],
    ["j_s%1", ["Jon Smithson"]],
    ["j_s", ["Jon Smithson"]],
    ["j%s", []],
    ["''; drop table contact", []],
    ['"', []],
    ["nobodyhasthis", []],
  ])("takes %s as it is written", async (query, found) => {
    expect(await names(query)).toEqual(found);
  });

  it.each(["", "  ", "x".repeat(101)])("refuses %j", async (query) => {
    const asked = "query ($query: String!) { searchContacts(query: $query) { nodes { id } } }";
    const { errors } = await api.here.asAgent.send(asked, { query });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(["INVALID_SEARCH"]);
  });

  it("sees nothing of another workspace", async () => {
    expect(await names("foreign")).toEqual([]);
    expect(await names("ada", {}, api.elsewhere.asAgent)).toEqual(["Ada Foreign"]);
  });

  it("pages through everything once, in the same order whatever the size", async () => {
    for (let n = 0; n < 7; n++)
      await newContact(api.here.asAgent, { firstName: `Page${n}`, lastName: "Turning" });
    const all = await search("turning");
    expect(all.nodes).toHaveLength(7);
    const seen: { id: string }[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof search>> = await search("turning", { first: 3, after });
      seen.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(all.nodes);
  });

  it("goes on behind the same contact when one comes before it", async () => {
    for (const name of ["Bee", "Cee", "Dee"])
      await newContact(api.here.asAgent, { firstName: name, lastName: "Cursory" });
    const first = await search("cursory", { first: 2 });
    await newContact(api.here.asAgent, { firstName: "Aah", lastName: "Cursory" });
    expect(await names("cursory", { first: 2, after: first.pageInfo.endCursor })).toEqual([
      "Dee Cursory",
    ]);
  });

  it("finds an archived contact only when asked, and again when it is back", async () => {
    const contactId = await newContact(api.here.asAgent, { firstName: "Arch", lastName: "Ived" });
    const archived = { filter: { status: "ARCHIVED" } };
    await api.here.asAgent.mutate("archiveContact", { contactId });
    expect(await names("ived")).toEqual([]);
    expect(await names("ived", archived)).toEqual(["Arch Ived"]);
    await api.here.asAgent.mutate("unarchiveContact", { contactId });
    expect(await names("ived")).toEqual(["Arch Ived"]);
    expect(await names("ived", archived)).toEqual([]);
  });

  it("finds what a contact is called now, and no longer what it was called", async () => {
    const contactId = await newContact(api.here.asAgent, { firstName: "Old", lastName: "Hatter" });
    const values = { lastName: "Newcomer" };
    await api.here.asAgent.mutate("updateContact", { contactId, values });
    expect(await names("hatter")).toEqual([]);
    expect(await names("newcomer")).toEqual(["Old Newcomer"]);
  });
});
