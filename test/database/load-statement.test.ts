import { expect, it } from "vitest";
import type { LoadRequest } from "../../src/database/load-request.ts";
import { loadStatement } from "../../src/database/load-statement.ts";

const id = "00000000-0000-4000-8000-000000000001";
const EVERYTHING: LoadRequest = {
  workspaceId: id,
  visitorIds: [id],
  contactIds: [id],
  identifiers: [{ kind: "email", value: "ada@x.example" }],
  senders: [{ channel: "SMS", address: "12345" }],
  visitorsOfContacts: [id],
  conflictIds: [id],
  successors: true,
  conversationIds: [id],
  visitorsOfConversations: [id],
  readThrough: [{ conversationId: id, messageId: id }],
  settings: true,
  latestOnChannels: ["CHAT"],
  externalMessages: [{ channel: "SMS", externalId: "m-1" }],
  proofIds: ["proof"],
  groupingIds: [id],
  groupingNames: [{ kind: "tag", name: "vip" }],
  memberIds: [id],
  suspicionIds: [id],
  wholeContactIds: [id],
  wholeOwnersOf: [{ email: "ada@x.example", phone: "+61400000001" }],
  mergeIds: [id],
  importedConflicts: true,
};

it("has a name that PostgreSQL does not cut off, so that no two statements have the same", () => {
  expect(loadStatement(EVERYTHING).name.length).toBeLessThanOrEqual(63);
  const forms = Object.entries(EVERYTHING).flatMap(([part, value]) =>
    part === "workspaceId"
      ? []
      : [loadStatement({ ...EVERYTHING, [part]: Array.isArray(value) ? [] : false })],
  );
  const texts = new Map<string, string>();
  for (const { name, text } of [loadStatement(EVERYTHING), ...forms]) {
    expect(texts.get(name) ?? text).toBe(text);
    texts.set(name, text);
  }
});
