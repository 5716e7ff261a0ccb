import { afterAll, beforeAll, expect, it } from "vitest";
import { startApi } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const NOW = "{ workspace { eventCursor } }";
const SINCE = `query ($after: Cursor) { identityEvents(first: 10, after: $after) {
  ... on IdentityEventConnection { nodes { __typename } } } }`;

it("says where the stream is now, so that nothing is missed after reading the state", async () => {
  const { asKey, visitor } = api.here;
  const say = async (email: string) =>
    (await visitor()).mutate("identify", { channel: "FORM", claims: { email } });
  await say("before@example.com");
  const { eventCursor } = (await asKey.query(NOW)).workspace;
  expect((await asKey.query(SINCE, { after: eventCursor })).identityEvents.nodes).toEqual([]);
  await say("after@example.com");
  const { nodes } = (await asKey.query(SINCE, { after: eventCursor })).identityEvents;
  expect(nodes.map((node: { __typename: string }) => node.__typename)).toEqual([
    "AnonymousVisitorRecorded",
    "ContactCreated",
    "VisitorIdentified",
    "ContactListed",
  ]);
});

it("is null to a key that may not follow events", async () => {
  const reader = await api.here.keyWith(["READ_CONTACTS"]);
  expect((await reader.query(NOW)).workspace).toEqual({ eventCursor: null });
});
