import { afterAll, beforeAll, expect, it } from "vitest";
import { startApi } from "../support/api.ts";
import { chatting, merging, VALUE } from "../support/merging.ts";
import { openRawSocket } from "../support/raw-socket.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let admin: ReturnType<typeof merging>;
let pair: ReturnType<typeof chatting>["pair"];
beforeAll(async () => {
  api = await startApi();
  admin = merging(api.here.asAdmin);
  pair = chatting(api.here).pair;
});
afterAll(() => api.stop());

it("a key that reads events alone gets the values, and nothing behind them", async () => {
  const { survivor, other } = await pair("gil");
  const { workspace } = await admin.ask("{ workspace { eventCursor } }");
  const { merge } = await admin.merge(survivor, other);
  await admin.undo(merge.id);
  const key = await api.here.keyWith(["READ_EVENTS"]);
  const { identityEvents } = await key.query(
    `query ($after: Cursor) { identityEvents(after: $after) { ... on IdentityEventConnection { nodes {
      ... on MergeEvent { mergeId merge { id } }
      ... on ContactsMerged { mergeEffects { visitorCount visitors { nodes { id } } lists { id } tags { id } assignee { id }
        identifiers { value } fields { field mergedValue { ...value } }
        conflicts { outcome conflict { id } secondary { ...value } } } }
      ... on MergeUndone { undoEffects { visitorCount visitors { nodes { id } } lists { id } tags { id }
        conflicts { outcome conflict { id } } } } } } } } ${VALUE}`,
    { after: workspace.eventCursor },
  );
  const hidden = { visitorCount: 1, visitors: null, lists: [], tags: [] };
  expect(identityEvents.nodes).toMatchObject([
    {
      merge: null,
      mergeEffects: {
        ...hidden,
        assignee: null,
        identifiers: [{ value: "gil@work.example" }],
        conflicts: [
          { outcome: "OPENED", conflict: null, secondary: { text: "gil!" } },
          { outcome: "OPENED", conflict: null, secondary: { address: { city: "Darwin" } } },
        ],
      },
    },
    {
      merge: null,
      undoEffects: {
        ...hidden,
        conflicts: [
          { outcome: "WITHDRAWN", conflict: null },
          { outcome: "WITHDRAWN", conflict: null },
        ],
      },
    },
  ]);
});

it("a live subscription gets the merge with its values, and its undoing", async () => {
  const { survivor, other } = await pair("eve");
  const socket = await openRawSocket(api.wsUrl, { token: api.here.asAgent.token as string });
  await socket.next();
  const { workspace } = await admin.ask("{ workspace { eventCursor } }");
  socket.subscribe(
    "merges",
    `subscription ($after: Cursor) { identityEvents(after: $after) { __typename contactId actor { type }
      ... on MergeEvent { mergeId mergedContactId contact { id } merge { id cause } changes { field next { ...value } } }
      ... on ContactsMerged { mergeCause mergeEffects { visitorCount fields { field outcome } } }
      ... on MergeUndone { undoEffects { visitorCount stays { reason } } } } } ${VALUE}`,
    { after: workspace.eventCursor },
  );
  const { merge, effects } = await admin.merge(survivor, other);
  const common = {
    contactId: survivor,
    mergedContactId: other,
    mergeId: merge.id,
    actor: { type: "MEMBER" },
  };
  expect((await socket.nextOf("merges")).payload.data.identityEvents).toMatchObject({
    __typename: "ContactsMerged",
    ...common,
    contact: { id: survivor },
    merge: { id: merge.id, cause: "BY_HAND" },
    mergeCause: "BY_HAND",
    changes: [{ field: "GENDER", next: { text: "f" } }, { field: "CONTACT_ADDRESS" }],
    mergeEffects: {
      visitorCount: 1,
      fields: effects.fields.map(({ field, outcome }: { field: string; outcome: string }) => ({
        field,
        outcome,
      })),
    },
  });
  await admin.undo(merge.id);
  expect((await socket.nextOf("merges")).payload.data.identityEvents).toMatchObject({
    __typename: "MergeUndone",
    ...common,
    changes: [{ field: "GENDER", next: null }, { field: "CONTACT_ADDRESS" }],
    undoEffects: { visitorCount: 1, stays: [] },
  });
  await socket.close();
});
