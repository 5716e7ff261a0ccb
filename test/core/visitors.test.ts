import { describe, expect, it } from "vitest";
import { identify, logIn, message, optIn, optOut } from "./support/commands.ts";
import { given } from "./support/story.ts";

describe("the first interaction creates the record and sets its kind (SPEC 2.2)", () => {
  it.each([
    ["an inbound message", message("v1"), "CONVERSATIONS"],
    ["a form", identify("v1", { firstName: "Ada" }), "CONVERSATIONS"],
    ["a push opt-in", optIn("v1"), "PUSH"],
    ["a login", logIn("v1", { firstName: "Ada" }), "PUSH"],
    ["a shop plugin", identify("v1", { firstName: "Ada" }, { channel: "PLUGIN" }), "PUSH"],
  ])("%s", (_what, first, kind) => {
    const story = given(first);
    expect(story.visitor("v1")).toMatchObject({ kind, contactId: null, proven: false });
    expect(story.log.filter((one) => one.kind === "AnonymousVisitorRecorded")).toHaveLength(1);
  });

  it("an agent saves details on a guest that is there, and makes none up (SPEC 3.2)", () => {
    given()
      .when(identify("v1", { firstName: "Ada" }, { channel: "AGENT" }))
      .thenRefused({ code: "VISITOR_NOT_FOUND", visitorId: "v1" });
    const story = given(message("v1"), identify("v1", { firstName: "Ada" }, { channel: "AGENT" }));
    expect(story.visitor("v1").claims.firstName?.value).toBe("Ada");
  });

  it("a later interaction keeps the record, its number and its kind", () => {
    const story = given(
      message("v1"),
      optIn("v1"),
      logIn("v1", { firstName: "Ada" }),
      message("v1"),
    );
    expect(story.visitor("v1")).toMatchObject({ kind: "CONVERSATIONS", number: 1 });
    expect(story.state.visitors.size).toBe(1);
  });

  it("numbers count up, and no two are the same (SPEC 2.3)", () => {
    const story = given(
      message("v1"),
      identify("v2", { email: "ada@x.example" }),
      optIn("v3"),
      message("v1"),
      message("v4"),
    );
    const numbers = ["v1", "v2", "v3", "v4"].map((id) => story.visitor(id).number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    expect(story.state.lastVisitorNumber).toBe(numbers.at(-1));
  });

  it("keeps the number that a channel visitor is", () => {
    const sender = { channel: "SMS", address: "+61400000001" } as const;
    const story = given(message("v1", { channel: "SMS", sender }));
    expect(story.visitor("v1").sender).toEqual(sender);
    expect(story.state.senders.get("SMS:+61400000001")).toBe("v1");
  });

  it("a message of a known anonymous visitor changes nothing about who is who", () => {
    given(message("v1")).when(message("v1")).thenNothing();
  });
});

describe("opting in to push is a state of its own (SPEC 2.2)", () => {
  it("opts in once", () => {
    const story = given(message("v1"));
    story.when(optIn("v1")).then({ kind: "PushOptedIn", visitorId: "v1" });
    story.when(optIn("v1")).thenNothing();
    expect(story.visitor("v1")).toMatchObject({ pushOptedIn: true, kind: "CONVERSATIONS" });
  });

  it("records a visitor by its opt-in", () => {
    given().when(optIn("v1")).then({ kind: "AnonymousVisitorRecorded" }, { kind: "PushOptedIn" });
  });

  it("can be revoked, and given again", () => {
    const story = given(optIn("v1"));
    story.when(optOut("v1")).then({ kind: "PushOptedOut", visitorId: "v1" });
    story.when(optOut("v1")).thenNothing();
    expect(story.visitor("v1").pushOptedIn).toBe(false);
    story.when(optIn("v1")).then({ kind: "PushOptedIn" });
  });

  it("an account's claim makes a push visitor without opting it in", () => {
    expect(given(logIn("v1", { firstName: "Ada" })).visitor("v1").pushOptedIn).toBe(false);
  });

  it("opting out stores nothing about a visitor without a record", () => {
    const story = given();
    story.when(optOut("v1"));
    expect(story.state.visitors.size).toBe(0);
  });

  it("belongs to a linked visitor as well, and survives its identification", () => {
    const story = given(optIn("v1"), identify("v1", { email: "ada@x.example" }));
    expect(story.visitor("v1").pushOptedIn).toBe(true);
    story.when(optOut("v1")).then({ kind: "PushOptedOut" });
  });
});
