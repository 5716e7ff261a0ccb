import { describe, expect, it } from "vitest";
import {
  archive,
  createContact,
  identify,
  logIn,
  mergeContacts,
  proven,
  removeAlternate,
  resolve,
  unarchive,
  updateContact,
} from "./support/commands.ts";
import { DEFAULT_LIST, given, type Story } from "./support/story.ts";

const ADA = "ada@x.example";
const ADAS = "ada@work.example";
const PHONE_A = "+61400000001";
const PHONE_B = "+61400000002";

/** va is Ada's browser, vb the one of the contact that turns out to be Ada too. */
function two(
  adas: Parameters<typeof identify>[1] = {},
  others: Parameters<typeof identify>[1] = {},
): Story & { a: string; b: string } {
  const story = given(
    identify("va", { email: ADA, ...adas }),
    identify("vb", { email: ADAS, ...others }),
  );
  return { ...story, a: story.contactOf("va").id, b: story.contactOf("vb").id };
}

const ids = (story: Story) => [...story.state.contacts.keys()] as [string, string];

describe("merging: fields", () => {
  it("keeps what the survivor has, fills what it lacks, and opens a conflict where they differ", () => {
    const story = two(
      { firstName: "Ada", lastName: "Byron" },
      { firstName: "ADA ", lastName: "King", gender: "f" },
    );
    const { a, b } = story;
    story.when(mergeContacts(a, b)).then({ kind: "ContactsMerged", contactId: a });
    expect(story.main(a, "firstName")).toBe("Ada");
    expect(story.main(a, "gender")).toBe("f");
    expect(story.state.contacts.get(a)?.fields.gender?.origin.visitorId).toBe("vb");
    expect(story.main(a, "lastName")).toBe("Byron");
    expect(story.openConflict(a, "lastName")).toMatchObject({ secondary: "King", contactId: a });
    expect(story.openConflict(a, "firstName")).toBeUndefined();
    const merged = story.log.find((event) => event.kind === "ContactsMerged");
    expect(
      Object.fromEntries(merged?.merge.fields.map((one) => [one.field, one.outcome]) ?? []),
    ).toEqual({ email: "ALTERNATE", firstName: "KEPT", lastName: "CONFLICT", gender: "FILLED" });
  });

  it("merges addresses and attributes part by part", () => {
    const story = two(
      { contactAddress: { city: "Perth", line1: "1 Elm St" }, attributes: { plan: "gold" } },
      { contactAddress: { city: "Hobart", country: "AU" }, attributes: { plan: "GOLD", seats: 2 } },
    );
    const { a, b } = story;
    story.given(mergeContacts(a, b));
    expect(story.main(a, "contactAddress")).toEqual({
      city: "Perth",
      line1: "1 Elm St",
      country: "AU",
    });
    expect(story.openConflict(a, "contactAddress")?.secondary).toEqual({ city: "Hobart" });
    expect(story.main(a, "attributes")).toEqual({ plan: "gold", seats: 2 });
    expect(story.openConflict(a, "attributes")).toBeUndefined();
  });

  it("a value that is only partly proven is not proven", () => {
    const story = given(
      identify("va", { email: ADA, contactAddress: proven({ city: "Perth" }) }),
      identify("vb", { email: ADAS, contactAddress: { country: "AU" } }),
    );
    const [a, b] = ids(story);
    story.given(mergeContacts(a, b));
    expect(story.state.contacts.get(a)?.fields.contactAddress?.verified).toBe(false);
  });

  it("accepting the merged value changes the main value, as with any conflict", () => {
    const story = two({ lastName: "Byron" }, { lastName: "King" });
    const { a, b } = story;
    story.given(mergeContacts(a, b));
    const conflict = story.openConflict(a, "lastName");
    story.given(resolve(conflict?.id ?? "", "SECONDARY", story.version(a, "lastName")));
    expect(story.main(a, "lastName")).toBe("King");
  });
});

describe("merging: emails and phones", () => {
  it("the loser's become alternates, and the next visitor with one finds the survivor", () => {
    const story = two({ phone: PHONE_A }, { phone: PHONE_B });
    const { a, b } = story;
    story.given(mergeContacts(a, b));
    expect(story.state.conflicts.size).toBe(0);
    story.given(identify("v3", { email: ADAS }), identify("v4", { phone: PHONE_B }));
    expect(story.contactOf("v3").id).toBe(a);
    expect(story.contactOf("v4").id).toBe(a);
    expect(story.main(a, "email")).toBe(ADA);
    expect(story.main(a, "phone")).toBe(PHONE_A);
    expect(story.owning("email", ADAS).identifiers).toContainEqual(
      expect.objectContaining({ value: ADAS, primary: false }),
    );
  });

  it("one becomes the main value where the survivor has none", () => {
    const story = two({}, { phone: PHONE_B });
    const { a, b } = story;
    story.given(mergeContacts(a, b));
    expect(story.main(a, "phone")).toBe(PHONE_B);
    expect(story.owning("phone", PHONE_B)).toMatchObject({ id: a });
    expect(story.owning("phone", PHONE_B).identifiers).toContainEqual(
      expect.objectContaining({ value: PHONE_B, primary: true }),
    );
  });

  it("an alternate that came with a merge can be removed, and be somebody else's", () => {
    const story = two();
    story.given(mergeContacts(story.a, story.b), removeAlternate(story.a, "email", ADAS));
    story.given(identify("v3", { email: ADAS }));
    expect(story.contactOf("v3").id).not.toBe(story.a);
  });
});

describe("merging: conflicts", () => {
  /** Each with an open conflict on the last name; the survivor's is the older. */
  function twoOpen() {
    const story = two({ lastName: "Byron" }, { lastName: "Byron" });
    return {
      ...story,
      older: () => story.openConflict(story.a, "lastName")?.id ?? "",
      story: story.given(identify("va", { lastName: "Old" }), identify("vb", { lastName: "New" })),
    };
  }

  it("of two on one field the newer stays open and the older is superseded", () => {
    const { story, a, b } = twoOpen();
    const [older, newer] = [story.openConflict(a, "lastName"), story.openConflict(b, "lastName")];
    story.given(mergeContacts(a, b));
    expect(story.openConflict(a, "lastName")).toMatchObject({ id: newer?.id, contactId: a });
    expect(story.state.conflicts.get(older?.id ?? "")?.status).toBe("superseded");
    expect(story.state.contacts.get(b)?.openConflicts).toEqual({});
  });

  it("the newer stays open when it is the survivor's own", () => {
    const { story, a, b } = twoOpen();
    const [older, newer] = [story.openConflict(a, "lastName"), story.openConflict(b, "lastName")];
    story.given(mergeContacts(b, a));
    expect(story.openConflict(b, "lastName")?.id).toBe(newer?.id);
    expect(story.state.conflicts.get(older?.id ?? "")).toMatchObject({
      status: "superseded",
      contactId: b,
    });
  });

  it("an open one that says what the survivor has closes", () => {
    const story = two({ lastName: "King" }, { lastName: "King" });
    const { a, b } = story;
    story.given(identify("vb", { lastName: "Byron" }), updateContact(a, { lastName: "BYRON" }));
    const conflict = story.openConflict(b, "lastName");
    story.given(mergeContacts(a, b));
    expect(story.state.conflicts.get(conflict?.id ?? "")?.status).toBe("closed");
    // What the loser's record said differs, and stands.
    expect(story.openConflict(a, "lastName")?.secondary).toBe("King");
  });

  it("the survivor's own closes when the merge fills in what it says", () => {
    const story = two({}, { phone: PHONE_B });
    const { a, b } = story;
    // P9: B's phone, typed in on A's browser.
    story.given(identify("va", { phone: PHONE_B }));
    const conflict = story.openConflict(a, "phone");
    expect(conflict?.secondary).toBe(PHONE_B);
    story.given(mergeContacts(a, b));
    expect(story.main(a, "phone")).toBe(PHONE_B);
    expect(story.openConflict(a, "phone")).toBeUndefined();
    expect(story.state.conflicts.get(conflict?.id ?? "")?.status).toBe("closed");
  });

  it("what an open conflict says already is not opened again", () => {
    const story = two({ lastName: "Byron" }, { lastName: "King" });
    story.given(identify("va", { lastName: "KING" }));
    const open = story.openConflict(story.a, "lastName");
    story.given(mergeContacts(story.a, story.b));
    expect(story.openConflict(story.a, "lastName")).toEqual(open);
    expect(story.state.conflicts.size).toBe(1);
  });

  it("a decision on the loser's is not switched while it is merged", () => {
    const story = two({}, { lastName: "Byron" });
    const { a, b } = story;
    story.given(identify("vb", { lastName: "King" }));
    const id = story.openConflict(b, "lastName")?.id ?? "";
    story.given(resolve(id, "SECONDARY", story.version(b, "lastName")), mergeContacts(a, b));
    story
      .when(resolve(id, "MAIN", story.version(b, "lastName")))
      .thenRefused({ code: "CONFLICT_NOT_OPEN" });
    expect(story.main(b, "lastName")).toBe("King");
  });
});

describe("merging: what moves along", () => {
  it("visitors, and what they say from then on", () => {
    const story = two();
    story.given(mergeContacts(story.a, story.b), identify("vb", { gender: "f" }));
    expect(story.contactOf("vb").id).toBe(story.a);
    expect(story.main(story.a, "gender")).toBe("f");
    expect(story.main(story.b, "gender")).toBeNull();
  });

  it("lists", () => {
    const story = given(
      logIn("va", { email: ADA }),
      identify("vb", { email: ADAS }, { channel: "CHAT" }),
    );
    const [a, b] = ids(story);
    expect(story.contactOf("va").listIds).toEqual([]);
    story.given(mergeContacts(a, b));
    expect(story.contactOf("va").listIds).toEqual([DEFAULT_LIST]);
  });

  it("tags, and the assignee where the survivor has none", () => {
    const story = two();
    const { a, b, state } = story;
    for (const id of ["tag-1", "tag-2"]) state.groupings.set(id, { kind: "tag", id, name: id });
    const change = (id: string, to: object) =>
      state.contacts.set(id, { ...(state.contacts.get(id) as never as object), ...to } as never);
    change(a, { tagIds: ["tag-1"] });
    change(b, { tagIds: ["tag-1", "tag-2"], assigneeId: "member-bea" });
    story.given(mergeContacts(a, b));
    expect(story.contactOf("va")).toMatchObject({
      tagIds: ["tag-1", "tag-2"],
      assigneeId: "member-bea",
    });
  });

  it("suspicions with others; the one of the two is settled", () => {
    const story = two().given(identify("vc", { email: "cy@x.example" }));
    const c = story.contactOf("vc").id;
    const [a, b] = ids(story);
    story.given(identify("vb", { email: "cy@x.example" }), identify("va", { email: ADAS }));
    expect(story.state.suspicions.size).toBe(2);
    story.given(mergeContacts(a, b));
    expect([...story.state.suspicions.values()]).toMatchObject([{ contactIds: [a, c] }]);
  });

  it("P10: who stood in for the loser on a device stands in for the survivor", () => {
    const story = two().given(logIn("vx", { email: "cy@x.example" }));
    const { a, b } = { a: ids(story)[0], b: ids(story)[1] };
    const standIn = story.when(logIn("vx", { email: ADAS })).subject.successorVisitorId;
    story.given(mergeContacts(a, b));
    expect(story.when(logIn("vx", { email: ADAS })).subject.successorVisitorId).toBe(standIn);
    expect(story.when(logIn("vx", { email: ADA })).subject.successorVisitorId).toBe(standIn);
    expect(story.contactOf(standIn ?? "").id).toBe(a);
  });

  it("P10: of two that stood in on one device, the survivor's is the one", () => {
    const story = two().given(logIn("vx", { email: "cy@x.example" }));
    const [a, b] = ids(story);
    const first = story.when(logIn("vx", { email: ADA })).subject.successorVisitorId;
    story.given(logIn("vx", { email: ADAS }), mergeContacts(a, b));
    expect(story.when(logIn("vx", { email: ADAS })).subject.successorVisitorId).toBe(first);
    expect(story.when(logIn("vx", { email: ADA })).subject.successorVisitorId).toBe(first);
  });
});

describe("merging: the archive", () => {
  it.each([
    ["survivor", "active"],
    ["loser", "active"],
    ["both", "archived"],
  ] as const)("archived: %s; the survivor is %s", (archived, status) => {
    const story = two();
    const { a, b } = story;
    if (archived !== "loser") story.given(archive(a));
    if (archived !== "survivor") story.given(archive(b));
    story.given(mergeContacts(a, b));
    expect(story.contactOf("va").status).toBe(status);
    expect(story.contactOf("va").archivedAt === null).toBe(status === "active");
    expect(story.state.contacts.get(b)?.status).toBe("merged");
  });
});

describe("merging: by the loser's id", () => {
  it("editing, archiving and bringing back act on the survivor, through a chain too", () => {
    const story = two().given(identify("vc", { email: "cy@x.example" }));
    const [a, b, c] = [...story.state.contacts.keys()] as [string, string, string];
    story.given(mergeContacts(b, c), mergeContacts(a, b), updateContact(c, { firstName: "Cy" }));
    expect(story.main(a, "firstName")).toBe("Cy");
    expect(story.main(c, "firstName")).toBeNull();
    story.given(archive(b));
    expect(story.contactOf("vc")).toMatchObject({ id: a, status: "archived" });
    story.given(unarchive(c));
    expect(story.contactOf("vc").status).toBe("active");
    story.given(removeAlternate(c, "email", ADAS));
    expect(story.contactOf("vc").identifiers).toHaveLength(2);
  });
});

describe("merging is refused", () => {
  it("with oneself", () => {
    const story = two();
    story
      .when(mergeContacts(story.a, story.a))
      .thenRefused({ code: "MERGE_WITH_ITSELF", contactId: story.a });
  });

  it("with nobody", () => {
    const story = two();
    story
      .when(mergeContacts(story.a, "nobody"))
      .thenRefused({ code: "CONTACT_NOT_FOUND", contactId: "nobody" });
    story
      .when(mergeContacts("nobody", story.a))
      .thenRefused({ code: "CONTACT_NOT_FOUND", contactId: "nobody" });
  });

  it("by the id of one that was merged: the answer names who survived, at the end of the chain", () => {
    const story = two().given(
      createContact({ firstName: "C", lastName: "Y", email: "cy@x.example" }),
    );
    const [a, b, c] = [...story.state.contacts.keys()] as [string, string, string];
    story.given(mergeContacts(b, c), mergeContacts(a, b));
    const refusal = { code: "CONTACT_MERGED", contactId: c, survivorId: a } as const;
    story.when(mergeContacts(c, a)).thenRefused(refusal);
    story.when(mergeContacts(a, c)).thenRefused(refusal);
  });

  it.each([
    ["the same again", true],
    ["the other way round", false],
  ])("after a race, %s", (_what, same) => {
    const story = two();
    const { a, b } = story;
    story.given(mergeContacts(a, b));
    story
      .when(same ? mergeContacts(a, b) : mergeContacts(b, a))
      .thenRefused({ code: "CONTACT_MERGED", contactId: b, survivorId: a });
  });
});
