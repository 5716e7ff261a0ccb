import { describe, expect, it } from "vitest";
import type { MergeUndo } from "../../src/identity/merge-record.ts";
import { snapshot } from "../properties/support/play.ts";
import {
  archive,
  createContact,
  identify,
  logIn,
  mergeContacts,
  message,
  removeAlternate,
  resolve,
  type Said,
  undoMerge,
  unlink,
  updateContact,
  vouched,
} from "./support/commands.ts";
import { given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const ADAS = "ada@work.example";
const PHONE_A = "+61400000001";
const PHONE_B = "+61400000002";

/** va is linked to a, vb to b. */
function two(adas: Said = {}, others: Said = {}): { story: Story; a: string; b: string } {
  const story = given(
    identify("va", { email: ADA, ...adas }),
    identify("vb", { email: ADAS, ...others }),
  );
  return { story, a: story.contactOf("va").id, b: story.contactOf("vb").id };
}

/** As `two`, and b is merged into a. */
function merged(adas: Said = {}, others: Said = {}) {
  const { story, a, b } = two(adas, others);
  const before = { a: story.contactOf("va"), b: story.contactOf("vb") };
  story.given(mergeContacts(a, b));
  return { story, a, b, before };
}

const latest = (story: Story): string => [...story.state.merges.keys()].at(-1) ?? "none";
function undo(story: Story): MergeUndo {
  const { events } = story.when(undoMerge(latest(story)));
  const [event] = events;
  if (event?.kind !== "MergeUndone") throw new Error("nothing was undone");
  return event.undo;
}

describe("undoing a merge", () => {
  it("gives both back what they had", () => {
    const { story, a, b, before } = merged(
      { lastName: "Byron", contactAddress: vouched({ city: "Perth" }) },
      { lastName: "King", phone: PHONE_B, contactAddress: { city: "Hobart", country: "AU" } },
    );
    expect(undo(story).stays).toEqual([]);
    expect(story.state.contacts.get(b)).toEqual(before.b);
    const now = story.state.contacts.get(a);
    expect(now).toMatchObject({ identifiers: before.a.identifiers, openConflicts: {} });
    expect(now?.fields.lastName).toEqual(before.a.fields.lastName);
    expect(now?.fields.phone?.value).toBeNull();
    const { version, ...address } = before.a.fields.contactAddress ?? {};
    expect(now?.fields.contactAddress).toMatchObject(address);
    expect(story.contactOf("vb").id).toBe(b);
    expect(story.owning("phone", PHONE_B).id).toBe(b);
  });

  it("opens both conflicts of one field again, each on its own contact", () => {
    const { story, a, b } = two({ lastName: "Byron" }, { lastName: "Byron" });
    story.given(identify("va", { lastName: "Old" }), identify("vb", { lastName: "New" }));
    const open = { ...story.contactOf("va").openConflicts, b: story.openConflict(b, "lastName") };
    story.given(mergeContacts(a, b));
    expect(undo(story).stays).toEqual([]);
    expect(story.openConflict(a, "lastName")).toEqual(open.lastName);
    expect(story.openConflict(b, "lastName")).toEqual(open.b);
  });

  it("opens again what the merge had closed, on either side", () => {
    const { story, a, b } = two({}, { phone: PHONE_B });
    story.given(identify("va", { phone: PHONE_B }), identify("vb", { email: ADA }));
    const open = [story.openConflict(a, "phone"), story.openConflict(b, "email")];
    story.given(mergeContacts(a, b));
    expect(story.state.contacts.get(a)?.openConflicts).toEqual({});
    expect(undo(story).stays).toEqual([]);
    expect([story.openConflict(a, "phone"), story.openConflict(b, "email")]).toEqual(open);
  });

  it("takes back the conflicts that the merge had opened", () => {
    const { story, a } = merged({ lastName: "Byron" }, { lastName: "King" });
    const id = story.openConflict(a, "lastName")?.id ?? "";
    undo(story);
    expect(story.openConflict(a, "lastName")).toBeUndefined();
    expect(story.state.conflicts.get(id)?.status).toBe("withdrawn");
  });

  it.each(["survivor", "loser"] as const)("archives the %s again", (archived) => {
    const { story, a, b } = two();
    story.given(archive(archived === "survivor" ? a : b));
    const before = { a: story.state.contacts.get(a), b: story.state.contacts.get(b) };
    story.given(mergeContacts(a, b));
    undo(story);
    expect(story.state.contacts.get(a)).toEqual(before.a);
    expect(story.state.contacts.get(b)).toEqual(before.b);
  });

  it("gives back suspicions, the one of the two as well", () => {
    const { story, a, b } = two();
    story.given(
      identify("vc", { email: "cy@x.example" }),
      identify("vb", { email: "cy@x.example" }),
      identify("va", { email: ADAS }),
    );
    const before = snapshot(story.state).suspicions;
    story.given(mergeContacts(a, b));
    undo(story);
    expect(snapshot(story.state).suspicions).toEqual(before);
  });

  it("P10: gives back who stood in, also who came to stand in since", () => {
    const { story, a, b } = two();
    story.given(logIn("vx", { email: "cy@x.example" }), logIn("vy", { email: "di@x.example" }));
    const first = story.when(logIn("vx", { email: ADAS })).subject.successorVisitorId;
    story.given(mergeContacts(a, b));
    const second = story.when(logIn("vy", { email: ADAS })).subject.successorVisitorId;
    undo(story);
    expect(story.contactOf(first ?? "").id).toBe(b);
    expect(story.contactOf(second ?? "").id).toBe(b);
    expect(story.when(logIn("vx", { email: ADAS })).subject.successorVisitorId).toBe(first);
    expect(story.when(logIn("vy", { email: ADAS })).subject.successorVisitorId).toBe(second);
    const adas = story.when(logIn("vy", { email: ADA })).subject.successorVisitorId;
    expect(adas).not.toBe(second);
    expect(story.contactOf(adas ?? "").id).toBe(a);
  });
});

describe("undoing a merge: what happened since", () => {
  it("visitors that came through a returning email or phone go back with it, others stay", () => {
    const { story, a, b } = merged({}, { phone: PHONE_B });
    story.given(
      identify("v3", { email: ADAS }),
      identify("v4", { phone: PHONE_B }),
      identify("v5", { email: ADA }),
      // As P4: the email chose the person.
      identify("v6", { email: ADA, phone: PHONE_B }),
      logIn("v7", { phone: PHONE_B }),
    );
    const { visitorIds } = undo(story);
    expect(visitorIds).toEqual(["v3", "v4", "v7", "vb"]);
    for (const id of visitorIds) expect(story.contactOf(id).id).toBe(b);
    for (const id of ["va", "v5", "v6"]) expect(story.contactOf(id).id).toBe(a);
  });

  it("what was filled in and said since stays with the survivor", () => {
    const { story, a, b } = merged({ lastName: "Byron" });
    story.given(identify("vb", { gender: "f", lastName: "King" }), message("va"));
    undo(story);
    expect(story.main(a, "gender")).toBe("f");
    expect(story.main(b, "gender")).toBeNull();
    expect(story.openConflict(a, "lastName")?.secondary).toBe("King");
  });

  it("an identifier that was given to another stays there, and is reported", () => {
    const { story, a, b } = merged();
    story.given(removeAlternate(a, "email", ADAS), identify("v3", { email: ADAS }));
    const { stays, lost } = undo(story);
    expect(stays).toContainEqual({
      what: "IDENTIFIER",
      kind: "email",
      value: ADAS,
      why: "GIVEN_TO_ANOTHER",
    });
    expect(lost).toMatchObject([{ field: "email", previous: ADAS, next: null }]);
    expect(story.owning("email", ADAS).id).toBe(story.contactOf("v3").id);
    expect(story.main(b, "email")).toBeNull();
    expect(story.state.contacts.get(b)?.identifiers).toEqual([]);
  });

  it("an identifier that was removed does not come back, and is reported", () => {
    const { story, a, b } = merged();
    story.given(removeAlternate(a, "email", ADAS));
    expect(undo(story).stays).toContainEqual({
      what: "IDENTIFIER",
      kind: "email",
      value: ADAS,
      why: "REMOVED_SINCE",
    });
    expect(story.state.owners.get(`email:${ADAS}`)).toBeUndefined();
    expect(story.main(b, "email")).toBeNull();
  });

  it("an identifier that was chosen as the main value stays, and is reported", () => {
    const { story, a } = merged();
    story.given(updateContact(a, { email: ADAS }));
    expect(undo(story).stays).toContainEqual({
      what: "IDENTIFIER",
      kind: "email",
      value: ADAS,
      why: "MAIN_VALUE_SINCE",
    });
    expect(story.owning("email", ADAS).id).toBe(a);
  });

  it("an identifier that the last login made the main value goes back, and the survivor has its own again", () => {
    const { story, a, b } = merged();
    story.given(logIn("vb", { email: ADAS }));
    expect(story.main(a, "email")).toBe(ADAS);
    expect(undo(story).stays).toEqual([]);
    expect(story.main(a, "email")).toBe(ADA);
    expect(story.owning("email", ADA).id).toBe(a);
    expect(story.owning("email", ADAS).id).toBe(b);
    expect(story.state.contacts.get(b)?.fields.email).toMatchObject({
      value: ADAS,
      verified: true,
    });
  });

  it("a conflict of since that says what the survivor has again is none", () => {
    const { story, a } = merged();
    story.given(logIn("vb", { email: ADAS }), identify("v9", { email: ADA }));
    const id = story.openConflict(a, "email")?.id ?? "";
    expect(id).not.toBe("");
    undo(story);
    expect(story.main(a, "email")).toBe(ADA);
    expect(story.state.conflicts.get(id)?.status).toBe("closed");
  });

  it("a filled field that was changed stays, and is reported", () => {
    const { story, a, b } = merged({}, { firstName: "Ada" });
    story.given(updateContact(a, { firstName: "Augusta" }));
    expect(undo(story).stays).toEqual([
      { what: "FIELD", field: "firstName", why: "CHANGED_SINCE" },
    ]);
    expect(story.main(a, "firstName")).toBe("Augusta");
    expect(story.main(b, "firstName")).toBe("Ada");
  });

  it.each(["MAIN", "SECONDARY"] as const)(
    "a conflict of the merge that was decided (%s) is reported",
    (choice) => {
      const { story, a } = merged({ lastName: "Byron" }, { lastName: "King" });
      const id = story.openConflict(a, "lastName")?.id ?? "";
      story.given(resolve(id, choice, story.version(a, "lastName")));
      expect(undo(story).stays).toEqual([
        { what: "CONFLICT", conflictId: id, why: "DECIDED_SINCE" },
      ]);
      expect(story.main(a, "lastName")).toBe(choice === "MAIN" ? "Byron" : "King");
    },
  );

  it("a conflict of the loser that was decided is reported, and stays with the survivor", () => {
    const { story, a, b } = two({ lastName: "Byron" }, { lastName: "Byron" });
    story.given(identify("vb", { lastName: "King" }), mergeContacts(a, b));
    const id = story.openConflict(a, "lastName")?.id ?? "";
    story.given(resolve(id, "SECONDARY", story.version(a, "lastName")));
    expect(undo(story).stays).toEqual([{ what: "CONFLICT", conflictId: id, why: "DECIDED_SINCE" }]);
    expect(story.state.conflicts.get(id)).toMatchObject({ status: "resolved", contactId: a });
    expect(story.main(b, "lastName")).toBe("Byron");
  });

  it("a visitor that was unlinked stays where it is, and is reported", () => {
    const { story } = merged();
    story.given(unlink("vb"), identify("vb", { email: "cy@x.example" }));
    const cy = story.contactOf("vb").id;
    expect(undo(story).stays).toEqual([
      { what: "VISITOR", visitorId: "vb", why: "UNLINKED_SINCE" },
    ]);
    expect(story.contactOf("vb").id).toBe(cy);
  });

  it("an email that was proven since comes back proven", () => {
    const { story, b } = merged();
    story.given(
      updateContact(story.contactOf("va").id, { email: null }),
      logIn("vb", { email: ADAS }),
    );
    undo(story);
    expect(story.state.contacts.get(b)?.identifiers).toMatchObject([
      { value: ADAS, verified: true },
    ]);
    expect(story.main(b, "email")).toBe(ADAS);
  });
});

describe("undoing a merge: who may read whom", () => {
  it("who proved only the survivor's identifier has not proved the loser's", () => {
    const { story, b } = merged();
    story.given(logIn("vb", { email: ADA }));
    expect(story.visitor("vb").proven).toBe(true);
    undo(story);
    expect(story.visitor("vb")).toMatchObject({ contactId: b, proven: false });
  });

  it("who proved only the loser's identifier has not proved the survivor's", () => {
    const { story, a } = merged({ phone: PHONE_A }, { phone: PHONE_B });
    story.given(logIn("va", { phone: PHONE_B }), updateContact(a, { phone: PHONE_A }));
    undo(story);
    expect(story.visitor("va")).toMatchObject({ contactId: a, proven: false });
  });

  it("who had proved it before, or came with it since, still has", () => {
    const story = given(logIn("va", { email: ADA }), logIn("vb", { email: ADAS }));
    story.given(mergeContacts(story.contactOf("va").id, story.contactOf("vb").id));
    story.given(
      logIn("v3", { email: ADAS }),
      updateContact(story.contactOf("va").id, { email: ADA }),
    );
    undo(story);
    for (const id of ["va", "vb"]) expect(story.visitor(id).proven).toBe(true);
  });
});

describe("undoing a merge: order", () => {
  it("a chain is undone latest first", () => {
    const { story, a, b } = two();
    story.given(createContact({ firstName: "C", lastName: "Y", email: "cy@x.example" }));
    const c = story.owning("email", "cy@x.example").id;
    const start = [a, b, c].map((id) => story.state.contacts.get(id));
    story.given(mergeContacts(b, c));
    const first = latest(story);
    story.given(mergeContacts(a, b));
    const second = latest(story);
    story.when(undoMerge(first)).thenRefused({ code: "LATER_MERGE_FIRST", laterMergeId: second });
    story.given(undoMerge(second), undoMerge(first));
    for (const before of start) {
      const now = story.state.contacts.get(before?.id ?? "");
      expect(now).toMatchObject({ status: "active", identifiers: before?.identifiers });
    }
  });

  it("two into one: the later first", () => {
    const { story, a, b } = two();
    story.given(identify("vc", { email: "cy@x.example" }), mergeContacts(a, b));
    const first = latest(story);
    story.given((s) => mergeContacts(a, s.contactOf("vc").id));
    story.when(undoMerge(first)).thenRefused({ code: "LATER_MERGE_FIRST" });
    story.given(undoMerge(latest(story)), undoMerge(first));
    expect(story.contactOf("vb").id).toBe(b);
  });

  it("suspicions find their way when merges with others cross", () => {
    const { story, a, b } = two();
    story.given(
      identify("vc", { email: "cy@x.example" }),
      identify("vd", { email: "di@x.example" }),
      identify("vb", { email: "cy@x.example" }),
    );
    const [c, d] = [story.contactOf("vc").id, story.contactOf("vd").id];
    const before = snapshot(story.state).suspicions;
    story.given(mergeContacts(a, b));
    const first = latest(story);
    story.given(mergeContacts(d, c));
    const second = latest(story);
    story.given(undoMerge(first));
    expect([...story.state.suspicions.values()]).toMatchObject([{ contactIds: [b, d] }]);
    story.given(undoMerge(second));
    expect(snapshot(story.state).suspicions).toEqual(before);
  });

  it("is refused twice, and for a merge that is not there", () => {
    const { story } = merged();
    undo(story);
    story.when(undoMerge(latest(story))).thenRefused({ code: "MERGE_ALREADY_UNDONE" });
    story.when(undoMerge("none")).thenRefused({ code: "MERGE_NOT_FOUND", mergeId: "none" });
  });

  it("can be merged again, and undone again", () => {
    const { story, a, b, before } = merged({}, { firstName: "Ada" });
    undo(story);
    story.given(mergeContacts(a, b));
    undo(story);
    expect(story.state.contacts.get(b)).toEqual(before.b);
    expect(story.main(a, "firstName")).toBeNull();
  });
});

describe("P5, undone", () => {
  const crossed = () => {
    const story = given(identify("va", { email: ADA }), identify("vb", { phone: PHONE_B }));
    return { story, a: story.contactOf("va").id, b: story.contactOf("vb").id };
  };

  it("the older survives, whichever has the email", () => {
    const story = given(identify("vb", { phone: PHONE_B }), identify("va", { email: ADA }));
    const b = story.contactOf("vb").id;
    story.given(logIn("v1", { email: ADA, phone: PHONE_B }));
    expect(story.contactOf("va").id).toBe(b);
    expect(story.main(b, "email")).toBe(ADA);
  });

  it("does not merge them when one is archived", () => {
    const { story, b } = crossed();
    story.given(archive(b), logIn("v1", { email: ADA, phone: PHONE_B }));
    expect(story.state.merges.size).toBe(0);
  });

  it("is not made again: the pair counts as dismissed", () => {
    const { story, a, b } = crossed();
    story.given(logIn("v1", { email: ADA, phone: PHONE_B }));
    undo(story);
    expect([...story.state.suspicions.values()]).toMatchObject([
      { contactIds: [a, b], status: "dismissed", reasons: ["BOTH_VERIFIED_AND_COMPLEMENTARY"] },
    ]);
    story.given(logIn("v2", { email: ADA, phone: PHONE_B }));
    expect(story.state.merges.size).toBe(1);
    expect(story.contactOf("v2").id).toBe(a);
    expect(story.owning("phone", PHONE_B).id).toBe(b);
    expect(story.state.suspicions.size).toBe(1);
  });

  it("does not merge a pair that was dismissed", () => {
    const { story, a, b } = crossed();
    story.given(identify("va", { phone: PHONE_B }));
    for (const [key, pair] of story.state.suspicions)
      story.state.suspicions.set(key, { ...pair, status: "dismissed" });
    story.given(logIn("v1", { email: ADA, phone: PHONE_B }));
    expect(story.state.merges.size).toBe(0);
    expect([story.contactOf("v1").id, story.contactOf("vb").id]).toEqual([a, b]);
  });
});
