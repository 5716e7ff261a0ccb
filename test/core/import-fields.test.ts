import { describe, expect, it } from "vitest";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import type { FieldName, FieldValue } from "../../src/identity/model.ts";
import {
  createContact,
  identify,
  importPerson,
  logIn,
  proven,
  resolve,
  updateContact,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

// SPEC 8.5 for the contact that a row matches: what it says of each field.

const [ADA, BOB] = ["ada@x.example", "bob@x.example"] as const;
const [PHONE, OTHER] = ["+61400000001", "+61400000002"] as const;
type Values = { [F in FieldName]?: FieldValue };

const known = (values: Values = {}) =>
  given(createContact({ firstName: "Ada", lastName: "Byron", email: ADA, ...values }));
const ada = (story: Story) => story.owning("email", ADA);
const open = (story: Story, field: FieldName) => story.openConflict(ada(story).id, field);
/** What a row of its email says. */
const row = (values: Values, policy?: (typeof IMPORT_POLICIES)[number]) =>
  importPerson({ email: ADA, ...values }, policy ? { policy } : {});

describe.each(IMPORT_POLICIES)("under %s", (policy) => {
  it("blanks are filled, the phone included, vouched for, in one event of the import", () => {
    const story = known();
    const said = { phone: PHONE, gender: "f", contactAddress: { city: "Perth" } };
    const { events } = story.when(row(said, policy));
    const change = {
      previous: null,
      verified: true,
      origin: { channel: "IMPORT", visitorId: null },
    };
    expect(events).toMatchObject([
      {
        kind: "ContactUpdated",
        cause: "FILLED",
        importId: "import-1",
        channel: "IMPORT",
        changes: Object.entries(said).map(([field, next]) => ({ ...change, field, next })),
      },
    ]);
    expect(ada(story).identifiers).toContainEqual({
      kind: "phone",
      value: PHONE,
      primary: true,
      verified: true,
      visitorId: null,
      provesPerson: true,
    });
  });

  it("a blank email is filled, of a contact that is matched by its phone and is all a visitor's", () => {
    const story = given(identify("v1", { phone: PHONE, firstName: "Ada" }));
    story
      .when(importPerson({ email: ADA, phone: PHONE }, { policy }))
      .then({ kind: "ContactUpdated", cause: "FILLED", changes: [{ field: "email", next: ADA }] });
    expect(ada(story).id).toBe(story.contactOf("v1").id);
  });

  it("what was cleared is blank", () => {
    const story = known({ gender: "f" }).given((s) => updateContact(ada(s).id, { gender: null }));
    story.when(row({ gender: "f" }, policy)).then({ kind: "ContactUpdated", cause: "FILLED" });
    expect(story.version(ada(story).id, "gender")).toBe(3);
  });

  it.each([
    ["as it is written", "Ada"],
    ["in other case", "ADA"],
    ["with other white space", "  Ada "],
  ])("what agrees changes nothing, %s", (_how, firstName) => {
    const story = known();
    story.when(row({ firstName, lastName: "byron" }, policy)).thenNothing();
    expect(story.main(ada(story).id, "firstName")).toBe("Ada");
  });

  it("what agrees is not thereby proven", () => {
    const story = given(identify("v1", { email: ADA, firstName: "Ada" }));
    story.when(row({ firstName: "Ada" }, policy)).thenNothing();
    expect(ada(story).fields.email?.verified).toBe(false);
  });

  it("what the row does not say stays, parts of an address and attributes included", () => {
    const values = {
      phone: PHONE,
      gender: "f",
      contactAddress: { city: "Perth", line1: "1 Elm St" },
      attributes: { plan: "gold", seats: 2 },
    };
    const story = known(values);
    story
      .when(row({ contactAddress: { city: "perth" }, attributes: { seats: 2 } }, policy))
      .thenNothing();
    for (const [field, value] of Object.entries(values))
      expect(story.main(ada(story).id, field as FieldName)).toEqual(value);
  });

  it("blank parts are filled beside those that are there", () => {
    const story = known({ contactAddress: { city: "Perth" }, attributes: { plan: "gold" } });
    const said = {
      contactAddress: { line1: "1 Elm St" },
      attributes: { seats: 2, constructor: "x" },
    };
    story.when(row(said, policy)).then({ kind: "ContactUpdated", cause: "FILLED" });
    expect(story.main(ada(story).id, "contactAddress")).toEqual({
      city: "Perth",
      line1: "1 Elm St",
    });
    expect(story.main(ada(story).id, "attributes")).toEqual({
      plan: "gold",
      seats: 2,
      constructor: "x",
    });
  });
});

const text: Values = { firstName: "Adele" };
const phone: Values = { phone: OTHER };
const address: Values = { contactAddress: { city: "Hobart", line1: "9 Oak St" } };
const attributes: Values = { attributes: { plan: "silver", seats: 2 } };
const before: Values = {
  phone: PHONE,
  contactAddress: { city: "Perth", country: "AU" },
  attributes: { plan: "gold", note: "x" },
};
const DIFFERING = [
  ["a text", "firstName", text, "Adele", null],
  ["an identifier", "phone", phone, OTHER, null],
  [
    "an address",
    "contactAddress",
    address,
    { city: "Hobart" },
    { city: "Perth", country: "AU", line1: "9 Oak St" },
  ],
  [
    "attributes",
    "attributes",
    attributes,
    { plan: "silver" },
    { plan: "gold", note: "x", seats: 2 },
  ],
] as const satisfies readonly [string, FieldName, Values, FieldValue, FieldValue | null][];

describe("what differs", () => {
  it.each(DIFFERING)("opens a conflict by default: %s", (_what, field, said, secondary, filled) => {
    const story = known(before);
    const main = story.main(ada(story).id, field);
    const { events } = story.when(row(said));
    const fill = { kind: "ContactUpdated", cause: "FILLED", changes: [{ field, next: filled }] };
    expect(events.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      {
        kind: "ConflictOpened",
        importId: "import-1",
        field,
        main,
        conflict: { secondary, verified: true, origin: { channel: "IMPORT", visitorId: null } },
      },
      ...(filled ? [fill] : []),
    ]);
    expect(story.main(ada(story).id, field)).toEqual(filled ?? main);
    expect(open(story, field)).toMatchObject({ secondary, status: "open" });
  });

  it.each(DIFFERING)(
    "is dropped where what is there is kept: %s",
    (_what, field, said, _s, filled) => {
      const story = known(before);
      const main = story.main(ada(story).id, field);
      const { events } = story.when(row(said, "KEEP"));
      expect(events).toMatchObject(filled ? [{ kind: "ContactUpdated", cause: "FILLED" }] : []);
      expect(story.main(ada(story).id, field)).toEqual(filled ?? main);
      expect(open(story, field)).toBeUndefined();
    },
  );

  it.each(DIFFERING)(
    "takes its place to overwrite: %s",
    (_what, field, said, secondary, filled) => {
      const story = known(before);
      const main = ada(story).fields[field];
      const next = filled ? { ...filled, ...(secondary as object) } : secondary;
      story.when(row(said, "OVERWRITE")).then({
        kind: "ContactUpdated",
        cause: "IMPORTED",
        importId: "import-1",
        changes: [{ field, previous: main?.value, next, replaces: main }],
      } as never);
      expect(story.main(ada(story).id, field)).toEqual(next);
    },
  );

  it("leaves an overwritten identifier with the contact as an alternate", () => {
    const story = known(before).given(row(phone, "OVERWRITE"));
    expect(ada(story).identifiers).toMatchObject([
      { value: ADA },
      { value: PHONE, primary: false },
      { value: OTHER, primary: true, verified: true },
    ]);
    story.when(importPerson({ phone: PHONE }, { policy: "OVERWRITE" })).thenNothing();
  });

  it.each(IMPORT_POLICIES)("never takes a phone from another contact, under %s", (policy) => {
    const story = known(before).given(
      createContact({ firstName: "Bob", lastName: "King", email: BOB, phone: OTHER }),
    );
    story.given(row(phone, policy));
    expect(story.main(ada(story).id, "phone")).toBe(PHONE);
    expect(story.owning("phone", OTHER).id).toBe(story.owning("email", BOB).id);
  });

  it("fills and replaces in one row, each with its own word for why", () => {
    const story = known(before);
    story
      .when(row({ firstName: "Adele", gender: "f" }, "OVERWRITE"))
      .then(
        { kind: "ContactUpdated", cause: "FILLED", changes: [{ field: "gender" }] },
        { kind: "ContactUpdated", cause: "IMPORTED", changes: [{ field: "firstName" }] },
      );
  });
});

describe("what visitors had said", () => {
  const doubted = () =>
    given(logIn("v1", { email: ADA, firstName: "Ada" }), identify("v1", { firstName: "Adele" }));

  it("is superseded by what differs: one open conflict a field", () => {
    const story = doubted();
    const [visitors] = story.conflictsOf(ada(story).id, "firstName");
    story
      .when(row({ firstName: "Adriana" }))
      .then(
        { kind: "ConflictOpened", conflict: { secondary: "Adriana" } },
        { kind: "ConflictSuperseded", importId: "import-1", conflictId: visitors?.id ?? "" },
      );
    expect(story.conflictsOf(ada(story).id, "firstName")).toHaveLength(2);
  });

  it("stands beside what a later visitor says, which supersedes what the row said", () => {
    const story = doubted().given(
      row({ firstName: "Adriana" }),
      identify("v1", { firstName: "Ina" }),
    );
    expect(open(story, "firstName")).toMatchObject({ secondary: "Ina" });
    story.when(row({ firstName: "Adriana" })).thenNothing();
  });

  it("is proven by a row that says the same", () => {
    const story = doubted();
    story
      .when(row({ firstName: "Adele" }))
      .then(
        { kind: "ConflictOpened", conflict: { secondary: "Adele", verified: true } },
        { kind: "ConflictSuperseded" },
      );
  });

  it("and was proven stays as it is where a row says the same", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { firstName: proven("Adele") }),
    );
    const opened = open(story, "firstName");
    story.when(row({ firstName: "adele" })).thenNothing();
    expect(open(story, "firstName")).toEqual(opened);
  });

  it("is settled where the row overwrites with the same", () => {
    const story = doubted();
    const id = open(story, "firstName")?.id ?? "";
    story
      .when(row({ firstName: "Adele" }, "OVERWRITE"))
      .then(
        { kind: "ContactUpdated", cause: "IMPORTED" },
        { kind: "ConflictClosed", conflictId: id, importId: "import-1" },
      );
  });
});

it("an agent decides on what a row said as on any conflict", () => {
  const story = known().given(row({ firstName: "Adele" }));
  const { id = "" } = open(story, "firstName") ?? {};
  story.given(resolve(id, "SECONDARY", 1));
  expect(story.main(ada(story).id, "firstName")).toBe("Adele");
});
