import type { Client, TestWorkspace } from "./api.ts";

/** All that a merge does and its preview shows, but for ids of conflicts, which a preview has none of. */
export const MERGE_EFFECTS = `effects {
  fields { field outcome survivorValue { ...value } mergedValue { ...value } valueAfter { ...value } }
  changes { field previous { ...value } next { ...value } }
  identifiers { kind value primary verified }
  visitorCount visitors(first: 50) { nodes { id } }
  lists { id name } tags { id name } assignee { id } reactivatesSurvivor suspicionCount
  conflicts { outcome field secondary { ...value } } }`;
export const UNDO_EFFECTS = `effects {
  stays { __typename reason ... on StayingIdentifier { kind value } ... on StayingVisitor { visitorId }
    ... on StayingField { field } ... on StayingConflict { conflictId } }
  changes { field previous { ...value } next { ...value } } lostChanges { field }
  identifiers { kind value primary } visitorCount visitors(first: 50) { nodes { id } }
  lists { name } tags { name } unassignsSurvivor archivesSurvivor dismissesPair
  conflicts { outcome conflictId } }`;
export const VALUE = `fragment value on FieldValue {
  ... on TextValue { text } ... on AddressValue { address { city country } } ... on AttributesValue { attributes } }`;

/** Everything about a contact that merging may touch. */
export const WHOLE = `id status displayName email phone gender businessName contactAddress { city country } attributes
  identifiers { kind value primary verified } openConflicts { id field secondary { ...value } }
  lists { id name } visitors(first: 50) { nodes { id } } conversations(first: 50) { nodes { id } }
  suspectedDuplicates { id contacts { id } }`;

export function merging(client: Client) {
  const ask = (query: string, variables: object = {}) =>
    client.query(`${query}${query.includes("...value") ? ` ${VALUE}` : ""}`, variables);
  let people = 0;
  return {
    ask,
    async contact(values: object = {}): Promise<{ id: string; email: string }> {
      people += 1;
      const input = {
        values: {
          firstName: "Mia",
          lastName: "Merge",
          email: `mia${people}@home.example`,
          ...values,
        },
      };
      const payload = "... on CreateContactPayload { contact { id email } }";
      return (await client.mutate("createContact", input, payload)).contact;
    },
    async read(id: string, fields = WHOLE) {
      return (await ask(`query ($id: ID!) { contact(id: $id) { ${fields} } }`, { id })).contact;
    },
    async preview(survivorId: string, mergedContactId: string) {
      const { mergePreview } = await ask(
        `query ($survivorId: ID!, $mergedContactId: ID!) {
          mergePreview(survivorId: $survivorId, mergedContactId: $mergedContactId) { __typename
            ... on Refusal { code } ... on ContactMerged { survivor { id } }
            ... on MergePreview { conversationCount survivor { id } mergedContact { id } ${MERGE_EFFECTS} } } }`,
        { survivorId, mergedContactId },
      );
      return mergePreview;
    },
    async merge(survivorId: string, mergedContactId: string, as: Client = client) {
      const { mergeContacts } = await as.query(
        `mutation ($input: MergeContactsInput!) { mergeContacts(input: $input) { __typename
          ... on Refusal { code } ... on ContactMerged { survivor { id } }
          ... on MergeContactsPayload { survivor { ${WHOLE} }
            merge { id undoneAt ${MERGE_EFFECTS} } ${MERGE_EFFECTS} } } } ${VALUE}`,
        { input: { survivorId, mergedContactId } },
      );
      return mergeContacts;
    },
    async previewUndo(mergeId: string) {
      const { undoMergePreview } = await ask(
        `query ($mergeId: ID!) { undoMergePreview(mergeId: $mergeId) { __typename
          ... on Refusal { code } ... on LaterMergeFirst { laterMergeId }
          ... on UndoMergePreview { conversationCount merge { id } ${UNDO_EFFECTS} } } }`,
        { mergeId },
      );
      return undoMergePreview;
    },
    async undo(mergeId: string) {
      const { undoMerge } = await ask(
        `mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { __typename
          ... on Refusal { code } ... on LaterMergeFirst { laterMergeId }
          ... on UndoMergePayload { survivor { ${WHOLE} } mergedContact { ${WHOLE} }
            merge { id undoneAt undoneBy { type } } ${UNDO_EFFECTS} } } }`,
        { input: { mergeId } },
      );
      return undoMerge;
    },
  };
}

/** Contacts that come of what browsers say. */
export function chatting(workspace: TestWorkspace) {
  const { ask, contact } = merging(workspace.asAdmin);

  /** Somebody known by what a browser said in a chat, with a conversation. */
  async function known(claims: object) {
    const visitor = await workspace.visitor();
    await visitor.mutate("sendMessage", { text: "Hello" });
    await visitor.mutate("identify", { channel: "CHAT", claims });
    const { anonymousVisitor } = await ask(
      "query ($id: ID!) { anonymousVisitor(id: $id) { contact { id } } }",
      { id: visitor.visitorId },
    );
    return { visitor, id: anonymousVisitor.contact.id as string };
  }

  return {
    known,
    /** A pair with a case of everything: kept, filled, alternate, conflict, a visitor, a list. */
    async pair(name: string) {
      const survivor = await contact({
        email: `${name}@home.example`,
        firstName: name,
        contactAddress: { city: "Perth" },
      });
      const { visitor, id } = await known({
        email: `${name}@work.example`,
        firstName: `${name}!`,
        lastName: "Merge",
        gender: "f",
        contactAddress: { city: "Darwin", country: "AU" },
      });
      return { survivor: survivor.id, other: id, visitor };
    },
  };
}
