import type { TimeKey } from "../../database/nested-pages.ts";
import type { PersonRow } from "../../database/people.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { byTime, type PageArgs, readPage } from "../paging.ts";

export const Person = builder.unionType("Person", {
  description: "A contact, or a visitor that is not known yet.",
  types: ["Contact", "AnonymousVisitor"],
  resolveType: (person) => ("pushOptedIn" in person ? "AnonymousVisitor" : "Contact"),
});

export const PersonConnection = builder.connectionObject(
  {
    type: Person,
    name: "PersonConnection",
    description: "A page of contacts and anonymous visitors in one order. The newest first.",
  },
  { name: "PersonEdge", description: "A person, and its cursor." },
);

const newestFirst = { ...byTime((row: PersonRow) => row.createdAt), letter: "p" };

/** One statement for the order, and one for each of the two kinds of rows. */
export async function readPeoplePage(
  context: Context,
  args: PageArgs,
  read: (page: { limit: number; after: TimeKey | null }) => Promise<PersonRow[]>,
) {
  const page = await readPage(newestFirst, args, context.budget, read);
  const { contact, visitor } = context.loaders;
  const people = await Promise.all(
    page.edges.map(({ node }) =>
      node.type === "Contact" ? contact.load(node.id) : visitor.load(node.id),
    ),
  );
  // Who was deleted between the two statements is left out, and who was merged: the survivor has its own place.
  const edges = page.edges.flatMap(({ cursor, node: { id } }, index) => {
    const node = people[index];
    return node?.id === id ? [{ cursor, node }] : [];
  });
  return { ...page, edges };
}
