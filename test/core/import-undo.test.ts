import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { IdentityEvent } from "../../src/identity/events.ts";
import {
  ADMIN,
  assign,
  changeTags,
  createContact,
  createGrouping,
  type Draft,
  deleteGrouping,
  draft,
  identify,
  importPerson,
  logIn,
  updateContact,
} from "./support/commands.ts";
import { given, givenMembers, type Story } from "./support/story.ts";

const [ADA, BOB] = ["ada@x.example", "bob@x.example"] as const;
const [PHONE, OTHER, THIRD] = ["+61400000001", "+61400000002", "+61400000003"] as const;
const NAMED = { firstName: "Ada", lastName: "Byron" };
const ada = (story: Story) => story.owning("email", ADA);

const isImports = (event: LogEvent): event is IdentityEvent =>
  "importId" in event && event.importId === "import-1";
const undo = (contactId: string, log: readonly LogEvent[]): Draft =>
  draft({
    type: "UndoImportedContact",
    actor: ADMIN,
    importId: "import-1",
    contactId,
    did: log.filter(isImports).filter((event) => event.contactId === contactId),
  });
const undone = (story: Story) => story.when(undo(ada(story).id, story.log));
const known = (values: object = {}) => given(createContact({ ...NAMED, email: ADA, ...values }));
const row = (values: object, policy: "OPEN_CONFLICTS" | "OVERWRITE" | "KEEP" = "OPEN_CONFLICTS") =>
  importPerson({ email: ADA, ...values }, { policy });

describe("a contact that an import made", () => {
  it("is deleted, as a detail of the import", () => {
    const story = given(importPerson({ ...NAMED, email: ADA, phone: PHONE }));
    const { id } = ada(story);
    story.when(undo(id, story.log)).thenInOrder({
      kind: "ContactDeleted",
      contactId: id,
      importId: "import-1",
      actor: ADMIN,
      channel: null,
      visitorIds: [],
      mergedContactIds: [],
    });
    expect(story.state.contacts.size).toBe(0);
    expect(story.state.owners.size).toBe(0);
    story.when(undo(id, story.log)).thenRefused({ code: "CONTACT_NOT_FOUND", contactId: id });
  });
});

describe("what an import filled or overwrote", () => {
  it("is blank again, or what it was, with its origin and proof", () => {
    const story = given(logIn("v1", { email: ADA, firstName: "Ada" })).given(
      identify("v1", { lastName: "Byron", contactAddress: { city: "Perth" } }),
    );
    const { fields } = ada(story);
    story.given(
      row(
        { lastName: "Lovelace", gender: "f", contactAddress: { city: "Hobart", line1: "1 A St" } },
        "OVERWRITE",
      ),
    );
    undone(story).then({
      kind: "ContactUpdated",
      cause: "IMPORT_UNDONE",
      importId: "import-1",
      channel: null,
      changes: [
        { field: "gender", previous: "f", next: null },
        { field: "lastName", previous: "Lovelace", next: "Byron" },
        { field: "contactAddress", next: { city: "Perth" } },
      ],
    } as never);
    for (const field of ["lastName", "contactAddress"] as const)
      expect(ada(story).fields[field]).toEqual({ ...fields[field], version: 3 });
    expect(ada(story).fields.gender).toMatchObject({ value: null, version: 2 });
    expect(story.visitor("v1").claims.lastName?.value).toBe("Byron");
  });

  it("of identifiers is freed, and the one that was put aside is the main one as it was", () => {
    const story = known({ phone: PHONE });
    // As a phone is that an unproven visitor typed: it proves nobody.
    const before = ada(story).identifiers.map((one) => ({
      ...one,
      provesPerson: one.kind === "email",
    }));
    story.state.contacts.set(ada(story).id, { ...ada(story), identifiers: before });
    story.given(row({ phone: OTHER }, "OVERWRITE"), row({ phone: THIRD }, "OVERWRITE"));
    expect(ada(story).identifiers).toHaveLength(4);
    undone(story).then(
      { kind: "ContactUpdated", changes: [{ field: "phone", previous: THIRD, next: PHONE }] },
      { kind: "AlternateIdentifierRemoved", identifier: { kind: "phone", value: OTHER } },
    );
    expect(ada(story).identifiers).toEqual(before);
    expect([...story.state.owners.keys()].sort()).toEqual([`email:${ADA}`, `phone:${PHONE}`]);
  });
});

describe("conflicts", () => {
  it("that it opened are withdrawn, and what it superseded is open again", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { firstName: "Adele" }),
    );
    const visitors = story.openConflict(ada(story).id, "firstName");
    story.given(row({ firstName: "Adriana" }));
    const files = story.openConflict(ada(story).id, "firstName");
    undone(story).thenInOrder(
      { kind: "ConflictWithdrawn", conflictId: files?.id ?? "", field: "firstName" },
      { kind: "ConflictReopened", conflictId: visitors?.id ?? "", field: "firstName" },
    );
    expect(story.openConflict(ada(story).id, "firstName")).toEqual(visitors);
    // Withdrawn is as good as not said.
    story
      .when(row({ firstName: "Adriana" }))
      .then({ kind: "ConflictOpened" }, { kind: "ConflictSuperseded" });
  });

  it("that an overwritten value closed are open again", () => {
    const story = given(
      logIn("v1", { email: ADA, firstName: "Ada" }),
      identify("v1", { firstName: "Adele" }),
    );
    const visitors = story.openConflict(ada(story).id, "firstName");
    story.given(row({ firstName: "Adele" }, "OVERWRITE"));
    expect(story.openConflict(ada(story).id, "firstName")).toBeUndefined();
    undone(story).then({ kind: "ContactUpdated" }, { kind: "ConflictReopened" });
    expect(story.openConflict(ada(story).id, "firstName")).toEqual(visitors);
    expect(story.main(ada(story).id, "firstName")).toBe("Ada");
  });
});

describe("tags, lists, assignees and suspicions", () => {
  it("that it added go, those that were there stay", () => {
    const story = givenMembers({ id: "mia" }, { id: "ned" }).given(
      createGrouping("tag", "VIP"),
      createGrouping("tag", "New"),
      createGrouping("list", "Fair"),
      createContact({ ...NAMED, email: ADA }),
      createContact({ firstName: "Bob", lastName: "King", email: BOB, phone: PHONE }),
    );
    const idOf = (name: string) =>
      [...story.state.groupings.values()].find((one) => one.name === name)?.id ?? "";
    const [vip, fresh, fair] = [idOf("VIP"), idOf("New"), idOf("Fair")];
    story.given(changeTags(true, [vip], [ada(story).id]), assign(ada(story).id, "mia"));
    const more = { tagIds: [vip, fresh], listIds: [fair], assigneeId: "ned" };
    story.given(importPerson({ email: ADA, phone: PHONE }, { policy: "OVERWRITE", ...more }));
    expect(story.state.suspicions.size).toBe(1);
    undone(story).then(
      { kind: "ConflictWithdrawn", field: "phone" },
      { kind: "ContactUntagged", tagId: fresh },
      { kind: "ContactUnlisted", listId: fair },
      {
        kind: "ContactAssigned",
        assigneeId: "mia",
        previousAssigneeId: "ned",
        cause: "IMPORT_UNDONE",
      },
      { kind: "DuplicateWithdrawn", otherContactId: story.owning("email", BOB).id },
    );
    expect(ada(story)).toMatchObject({ tagIds: [vip], listIds: [], assigneeId: "mia" });
    expect(story.state.suspicions.size).toBe(0);
  });

  it("that are gone stay so: a deleted tag, a removed member", () => {
    const story = givenMembers({ id: "mia" }, { id: "ned" }).given(
      createGrouping("tag", "New"),
      createContact({ ...NAMED, email: ADA }),
    );
    const [tag] = [...story.state.groupings.values()].filter(({ kind }) => kind === "tag");
    const more = { tagIds: [tag?.id ?? ""], assigneeId: "ned" };
    story.given(
      assign(ada(story).id, "mia"),
      importPerson({ email: ADA }, { policy: "OVERWRITE", ...more }),
      deleteGrouping("tag", tag?.id ?? ""),
    );
    story.state.members.set("mia", { active: false });
    undone(story).then({ kind: "ContactAssigned", assigneeId: null, previousAssigneeId: "ned" });
  });
});

describe("a contact to which it did nothing", () => {
  it("stays as it is", () => {
    const story = known({ gender: "f" }).given(row({ gender: "f" }));
    undone(story).thenNothing();
    story.given(updateContact(ada(story).id, { gender: "x" }));
    undone(story).thenNothing();
  });
});
