import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { importFile, readImport, undo } from "../support/import-runs.ts";

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function contacts() {
  const { contacts: page } = await api.here.asAdmin.query(
    `query { contacts(first: 100) { nodes { ... on Contact { id email phone firstName lastName gender
      tags { name } openConflicts { field } } } } }`,
  );
  return page.nodes;
}
const csv = (...rows: string[]) =>
  ["email;first name;last name;phone;gender;tags", ...rows, ""].join("\n");
const create = async (values: object) => {
  const made = await api.here.asAgent.mutate(
    "createContact",
    { values },
    "... on CreateContactPayload { contact { id } }",
  );
  return made.contact.id as string;
};
const OBSTACLE = `query ($id: ID!) { node(id: $id) { ... on Import { undoObstacle undoneAt placeInQueue
  progress { phase } outcomes(first: 10) { nodes { outcome contact { id } } } } } }`;

describe("undoImport", () => {
  it("takes an import back, says what became of its contacts, and tells the feed once", async () => {
    const { asAdmin } = api.here;
    await create({ email: "ada@x.example", firstName: "Ada", lastName: "Byron" });
    const before = await contacts();
    const file = csv(
      "ada@x.example;Adele;Byron;+61 400 000 001;f;undone",
      "bo@x.example;Bo;Long;;m;undone",
      "nobody;Di;Prima;;;",
    );
    const first = await importFile(api, file, "OVERWRITE");
    expect(first.result).toMatchObject({ created: 1, filled: 1, refused: 1 });
    expect(await contacts()).not.toEqual(before);

    const undone = await undo(asAdmin, first.id);
    expect(undone).toMatchObject({
      state: "UNDONE",
      undoResult: { deletedContacts: 1, revertedContacts: 1, keptContacts: 0 },
    });
    expect(await contacts()).toEqual(before);
    const { node } = await asAdmin.query(OBSTACLE, { id: first.id });
    expect(node).toMatchObject({
      undoObstacle: "UNDONE",
      undoneAt: expect.any(String),
      placeInQueue: null,
      progress: null,
      outcomes: {
        nodes: [
          { outcome: "FILLED", contact: { id: before[0].id } },
          { outcome: "CREATED", contact: null },
          { outcome: "REFUSED", contact: null },
        ],
      },
    });
    const { identityEvents } = await asAdmin.query(
      `{ identityEvents(first: 100) { ... on IdentityEventConnection { nodes { __typename actor { member { id } }
        ... on ImportUndone { importId deletedContacts revertedContacts keptContacts } } } } }`,
    );
    expect(identityEvents.nodes.at(-1)).toEqual({
      __typename: "ImportUndone",
      actor: { member: { id: api.here.admin.memberId } },
      importId: first.id,
      deletedContacts: 1,
      revertedContacts: 1,
      keptContacts: 0,
    });
    const { node: ada } = await asAdmin.query(
      `query ($id: ID!) { node(id: $id) { ... on Contact { history(first: 50) { nodes { __typename
        ... on ContactUpdated { updateCause } } } } } }`,
      { id: before[0].id },
    );
    expect(ada.history.nodes).toContainEqual({
      __typename: "ContactUpdated",
      updateCause: "IMPORT_UNDONE",
    });
    expect(await asAdmin.mutate("undoImport", { importId: first.id })).toMatchObject({
      code: "IMPORT_NOT_READY",
    });

    const again = await importFile(api, file, "OVERWRITE");
    expect(again.result).toEqual(first.result);
  });

  it("is refused, with the contacts, where somebody else touched one", async () => {
    const { asAdmin, asAgent } = api.here;
    const { id } = await importFile(
      api,
      csv("cy@x.example;Cy;Twombly;;;", "di@x.example;Di;Prima;;;"),
    );
    const cy = (await contacts()).find(({ email }: { email: string }) => email === "cy@x.example");
    await asAgent.mutate("updateContact", { contactId: cy.id, values: { gender: "m" } });
    const refused = await asAdmin.mutate(
      "undoImport",
      { importId: id },
      "... on ImportTouched { import { id state } touchedContacts contacts { id email } }",
    );
    expect(refused).toMatchObject({
      __typename: "ImportTouched",
      code: "IMPORT_TOUCHED",
      import: { id, state: "FINISHED" },
      touchedContacts: 1,
      contacts: [{ id: cy.id, email: "cy@x.example" }],
    });
    expect(await readImport(asAdmin, id)).toMatchObject({ state: "FINISHED", undoResult: null });
  });
});
