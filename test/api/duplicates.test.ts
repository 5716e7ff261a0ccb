import { afterAll, beforeAll, expect, it } from "vitest";
import { startApi } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const create = async (firstName: string, email: string) => {
  const values = { firstName, lastName: "Pair", email };
  const { createContact } = await api.here.asAdmin.query(
    `mutation ($values: ContactValuesInput!) { createContact(input: { values: $values }) {
      ... on CreateContactPayload { contact { id } } } }`,
    { values },
  );
  return createContact.contact.id as string;
};
const PAIR = "id reasons score status dismissedAt dismissedBy { type } contacts { id }";
const listed = async (filter: object | null = null) =>
  (
    await api.here.asAdmin.query(
      `query ($filter: SuspectedDuplicateFilter) { suspectedDuplicates(filter: $filter) { nodes { ${PAIR} } } }`,
      { filter },
    )
  ).suspectedDuplicates.nodes;
const dismiss = async (id: string) =>
  (
    await api.here.asAdmin.query(
      `mutation ($id: ID!) { dismissDuplicate(input: { suspectedDuplicateId: $id }) {
        __typename ... on DismissDuplicatePayload { suspectedDuplicate { ${PAIR} } } } }`,
      { id },
    )
  ).dismissDuplicate;

it("suspects whose identifier was entered by hand on another, until it is dismissed for good", async () => {
  const one = await create("Ann", "ann@pair.example");
  const other = await create("Bob", "bob@pair.example");
  const collide = async () =>
    (
      await api.here.asAdmin.query(
        `mutation ($id: ID!) { updateContact(input: { contactId: $id,
          values: { email: "ann@pair.example" } }) { __typename } }`,
        { id: other },
      )
    ).updateContact.__typename;
  expect(await collide()).toBe("IdentifierTaken");
  const [pair, ...more] = await listed();
  expect(more).toEqual([]);
  expect(pair).toMatchObject({
    reasons: ["IDENTIFIER_ENTERED_BY_HAND"],
    status: "OPEN",
    dismissedAt: null,
    contacts: [{ id: one }, { id: other }],
  });
  expect(await listed({ minimumScore: pair.score - 0.01 })).toEqual([pair]);
  expect(await listed({ minimumScore: pair.score + 0.01 })).toEqual([]);

  const { suspectedDuplicate } = await dismiss(pair.id);
  expect(suspectedDuplicate).toMatchObject({
    status: "DISMISSED",
    dismissedBy: { type: "MEMBER" },
  });
  expect((await dismiss(pair.id)).suspectedDuplicate).toEqual(suspectedDuplicate);
  expect(await collide()).toBe("IdentifierTaken");
  expect(await listed()).toEqual([]);
  expect(await listed({ status: "DISMISSED" })).toEqual([suspectedDuplicate]);
});

it("finds no pair by an id that is nothing's", async () => {
  for (const id of [
    "x",
    Buffer.from(`SuspectedDuplicate:${api.here.workspaceId}`).toString("base64url"),
  ])
    expect(await dismiss(id)).toEqual({ __typename: "SuspectedDuplicateNotFound" });
});
