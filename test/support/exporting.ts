import { type Client, startApi, type TestWorkspace } from "./api.ts";
import { get, valuesOf } from "./csv-download.ts";

export type Exporting = Awaited<ReturnType<typeof startExporting>>;

/** A server with a contact that has everything, an archived one, one without an email, and one of another workspace. */
export async function startExporting() {
  const api = await startApi({ allowedOrigins: ["https://console.example"] });
  const { here, elsewhere } = api;

  async function contact(workspace: TestWorkspace, values: object): Promise<string> {
    const fields = "... on CreateContactPayload { contact { id } }";
    const answer = await workspace.asAdmin.mutate("createContact", { values }, fields);
    if (!answer.contact) throw new Error(JSON.stringify(answer));
    return answer.contact.id;
  }
  async function made(what: "tag" | "list", name: string): Promise<string> {
    const mutation = what === "tag" ? "createTag" : "createList";
    const payload = what === "tag" ? "CreateTagPayload" : "CreateListPayload";
    const fields = `... on ${payload} { ${what} { id } }`;
    return (await here.asAdmin.mutate(mutation, { name }, fields))[what].id;
  }
  const ada = await contact(here, {
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
  const bob = await contact(here, {
    email: "bob@home.example",
    firstName: "Bob",
    lastName: "Archived",
  });
  await contact(here, { phone: "+61 412 000 001", firstName: "Cy", lastName: "Phone" });
  await contact(elsewhere, { email: "eve@there.example", firstName: "Eve", lastName: "There" });
  await here.asAdmin.mutate("archiveContact", { contactId: bob });
  const vip = await made("tag", 'a; "b"');
  const late = await made("tag", "=late");
  const list = await made("list", "News, weekly");
  await here.asAdmin.mutate("tagContacts", { tagIds: [vip, late], contactIds: [ada] });
  await here.asAdmin.mutate("addToList", { listId: list, contactIds: [ada, bob] });
  await here.asAdmin.mutate("assignContact", {
    contactId: ada,
    assigneeId: here.agent.memberId,
  });

  const path = `${api.url}/exports/contacts.csv`;
  const exported = (query = "", client: Client = here.asAdmin) => get(path + query, client.token);
  return {
    ...api,
    ids: { ada, bob, vip, late, list },
    contact,
    made,
    path,
    exported,
    /** Whose rows these are. */
    emails: async (query = "", client?: Client) => emailsOf((await exported(query, client)).text),
  };
}

export const emailsOf = (text: string) => valuesOf(text).map(({ email, phone }) => email || phone);
