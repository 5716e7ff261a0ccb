import type { TestWorkspace, Visitor } from "./api.ts";

export const PERSON = "__typename ... on Contact { id } ... on AnonymousVisitor { id }";

let serial = 0;
export const groupName = () => `Group ${serial++}`;
export const email = () => `person${serial++}@home.example`;
export const phone = () => `+6140000${String(serial++).padStart(4, "0")}`;

/** Asks a workspace for people, and makes some. */
export function peopleOf(here: TestWorkspace) {
  /** The ids of all people of a field, page by page. */
  async function readAll(select: (page: string) => string, path: readonly string[], first = 100) {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = `first: ${first}${after === null ? "" : `, after: "${after}"`}`;
      const data = await here.asAgent.query(select(page));
      const people = path.reduce((inner, name) => inner[name], data);
      ids.push(...people.nodes.map(({ id }: { id: string }) => id));
      if (!people.pageInfo.hasNextPage) return ids;
      after = people.pageInfo.endCursor;
    }
  }
  const onPage = (filter = "", first?: number) =>
    readAll(
      (page) =>
        `{ people(${page}, filter: { ${filter} }) { nodes { ${PERSON} } pageInfo { hasNextPage endCursor } } }`,
      ["people"],
      first,
    );
  const reached = (filter: string, first?: number) =>
    readAll(
      (page) =>
        `{ audience(filter: { ${filter} }) { people(${page}) { nodes { ${PERSON} } pageInfo { hasNextPage endCursor } } } }`,
      ["audience", "people"],
      first,
    );
  const countOf = async (filter: string): Promise<number> =>
    (await here.asAgent.query(`{ audience(filter: { ${filter} }) { count } }`)).audience.count;
  const counts = async () =>
    (
      await here.asAgent.query(
        "{ workspace { counts { identified archived anonymousPush anonymousConversations contactsPageTotal homeTotal } } }",
      )
    ).workspace.counts;

  const contactOf = async (visitor: Visitor): Promise<string> =>
    (
      await here.asAgent.query(
        `{ anonymousVisitor(id: "${visitor.visitorId}") { contact { id } } }`,
      )
    ).anonymousVisitor.contact.id;

  async function known(claims: object): Promise<{ visitor: Visitor; id: string }> {
    const visitor = await here.visitor();
    await visitor.mutate("identify", { channel: "FORM", claims });
    return { visitor, id: await contactOf(visitor) };
  }
  async function guest(): Promise<Visitor> {
    const visitor = await here.visitor();
    await visitor.mutate("sendMessage", { text: "Hello" });
    return visitor;
  }
  async function pushVisitor(): Promise<Visitor> {
    const visitor = await here.visitor();
    await visitor.mutate("optInToPush", {});
    return visitor;
  }

  return { onPage, reached, countOf, counts, contactOf, known, guest, pushVisitor };
}
