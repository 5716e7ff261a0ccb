import { describe, expect, it } from "vitest";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import type { FieldName, FieldValue } from "../../src/identity/model.ts";
import {
  archive,
  createContact,
  importPerson,
  mergeContacts,
  resolve,
  undoMerge,
  updateContact,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

// SPEC 8.6: importing the same file twice changes nothing, and nor does a file that says what an earlier one said.

const [ADA, BOB] = ["ada@x.example", "bob@x.example"] as const;
const PHONE = "+61400000001";
const CITY = { contactAddress: { city: "Perth" } };
type Values = { [F in FieldName]?: FieldValue };

const known = () =>
  given(
    createContact({ firstName: "Ada", lastName: "Byron", email: ADA, ...CITY }),
    createContact({ firstName: "Bob", lastName: "King", phone: PHONE }),
  );
const ada = (story: Story) => story.owning("email", ADA);
const open = (story: Story, field: FieldName = "firstName") =>
  story.openConflict(ada(story).id, field);
const row = (values: Values, importId = "import-1") =>
  importPerson({ email: ADA, ...values }, { importId });

describe.each(IMPORT_POLICIES)("the same row in another import, later, under %s", (policy) => {
  it.each<[string, Values]>([
    ["of somebody new", { firstName: "Eve", lastName: "Doe", email: BOB, gender: "f" }],
    ["that fills", { email: ADA, gender: "f" }],
    ["that differs", { email: ADA, firstName: "Adele" }],
    [
      "whose address differs in part",
      { email: ADA, contactAddress: { city: "Hobart", line1: "1" } },
    ],
    ["of two contacts", { email: ADA, phone: PHONE, lastName: "King" }],
  ])("%s changes nothing", (_which, values) => {
    const story = known();
    const first = story.when(importPerson(values, { policy }));
    const again = story.when(importPerson(values, { policy, importId: "import-2" }));
    again.thenNothing();
    expect(again.subject).toEqual(first.subject);
  });
});

describe("what an import said once is not said again", () => {
  it("when a newer value superseded it", () => {
    const story = known().given(row({ firstName: "Adele" }), row({ firstName: "Ina" }, "import-2"));
    story.when(row({ firstName: " ADELE" }, "import-3")).thenNothing();
    expect(open(story)).toMatchObject({ secondary: "Ina" });
  });

  it.each(["MAIN", "SECONDARY"] as const)("when an agent chose %s", (choice) => {
    const story = known().given(row({ firstName: "Adele" }));
    story.given(resolve(open(story)?.id ?? "", choice, 1));
    story.when(row({ firstName: "Adele" }, "import-2")).thenNothing();
  });

  it("when it was chosen, and another value by hand since", () => {
    const story = known().given(row({ firstName: "Adele" }));
    story.given(resolve(open(story)?.id ?? "", "SECONDARY", 1), (s) =>
      updateContact(ada(s).id, { firstName: "Ida" }),
    );
    story.when(row({ firstName: "Adele" }, "import-2")).thenNothing();
  });

  it("but something else is, after a decision too", () => {
    const story = known().given(row({ firstName: "Adele" }));
    story.given(resolve(open(story)?.id ?? "", "MAIN", 1));
    story
      .when(row({ firstName: "Ina" }, "import-2"))
      .then({ kind: "ConflictOpened", conflict: { secondary: "Ina" } });
  });

  it("part by part: parts that were decided do not come back with another", () => {
    const story = known().given(row({ contactAddress: { city: "Hobart" } }));
    const { id = "" } = open(story, "contactAddress") ?? {};
    story.given(resolve(id, "MAIN", 1), (s) =>
      updateContact(ada(s).id, { contactAddress: { city: "Perth", line1: "1 Elm St" } }),
    );
    story
      .when(row({ contactAddress: { city: "Hobart", line1: "9 Oak St" } }, "import-2"))
      .then({ kind: "ConflictOpened", conflict: { secondary: { line1: "9 Oak St" } } });
    story
      .when(row({ contactAddress: { city: "Hobart", line1: "9 Oak St" } }, "import-3"))
      .thenNothing();
  });

  it("part by part: parts that are still open stay so beside a new one", () => {
    const story = known().given(
      (s) => updateContact(ada(s).id, { contactAddress: { city: "Perth", line1: "1 Elm St" } }),
      row({ contactAddress: { city: "Hobart" } }),
    );
    story.when(row({ contactAddress: { city: "Hobart", line1: "9 Oak St" } }, "import-2")).then(
      {
        kind: "ConflictOpened",
        conflict: { secondary: { city: "Hobart", line1: "9 Oak St" } },
      },
      { kind: "ConflictSuperseded" },
    );
  });

  it("of each field by itself", () => {
    const story = known().given(row({ firstName: "Adele" }));
    story
      .when(row({ lastName: "Adele" }, "import-2"))
      .then({ kind: "ConflictOpened", field: "lastName" });
  });

  it("unless it is to overwrite: then the file has the last word", () => {
    const story = known().given(row({ firstName: "Adele" }));
    story.given(resolve(open(story)?.id ?? "", "MAIN", 1));
    story
      .when(importPerson({ email: ADA, firstName: "Adele" }, { policy: "OVERWRITE" }))
      .then({ kind: "ContactUpdated", cause: "IMPORTED" });
  });
});

describe("contacts that are merged", () => {
  /** Eve, whose name a row doubted, merged into Ada. */
  const merged = () => {
    const story = known().given(
      createContact({ firstName: "Eve", lastName: "Byron", email: BOB }),
      importPerson({ email: BOB, firstName: "Evi" }),
    );
    return story.given((s) => mergeContacts(ada(s).id, s.owning("email", BOB).id));
  };
  const evis = (importId: string) => importPerson({ email: BOB, firstName: "Evi" }, { importId });

  it("bring along what imports said of them", () => {
    const story = merged();
    story.when(evis("import-2")).thenNothing();
    story.given(resolve(open(story)?.id ?? "", "MAIN", 1));
    story.when(evis("import-3")).thenNothing();
  });

  it("take it with them when they are parted", () => {
    const story = merged();
    const merge = [...story.state.merges.keys()][0] ?? "";
    story.given(undoMerge(merge));
    story.when(evis("import-2")).thenNothing();
    // Nobody said so of Ada.
    story
      .when(row({ firstName: "Evi" }, "import-2"))
      .then({ kind: "ConflictOpened", conflict: { secondary: "Evi" } });
  });

  it("have what an import made of the one as said of the survivor, while they are one", () => {
    const story = known().given(
      importPerson({ email: BOB, firstName: "Eve", lastName: "Byron" }),
      (s) => mergeContacts(ada(s).id, s.owning("email", BOB).id),
    );
    expect(open(story)).toMatchObject({ secondary: "Eve", origin: { channel: "IMPORT" } });
    story.given(resolve(open(story)?.id ?? "", "MAIN", 1));
    story.when(importPerson({ email: BOB, firstName: "Eve", lastName: "Byron" })).thenNothing();
  });
});

it("an archived contact is not brought back by another import", () => {
  const story = known().given((s) => archive(ada(s).id), row({ firstName: "Adele" }));
  story.when(row({ firstName: "Adele" }, "import-2")).thenNothing();
  expect(ada(story).status).toBe("archived");
});
