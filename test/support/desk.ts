import type { startApi, TestWorkspace, Visitor } from "./api.ts";
import { type Answer, type Client, mutation } from "./api.ts";

/** What tests look at in a conversation. */
export const STANDS = `id state unreadCount assignee { id } handover { detailsAskedAt missingDetails }`;

const CLOSED = "... on ConversationIsClosed { code }";
const TAKEN = "... on ConversationIsTaken { takenBy { id name } }";
const NOT_WITH_AI = "... on ConversationIsNotWithAi { state }";
const REFUSALS = {
  sendReply: `storedMessage { id text } ${NOT_WITH_AI} ${CLOSED}`,
  takeConversation: `${TAKEN} ${CLOSED}`,
  assignConversation: CLOSED,
  closeConversation: "",
  reopenConversation: "",
  markConversationRead: "",
  requestHandover: NOT_WITH_AI,
};
export type DeskMutation = keyof typeof REFUSALS;

const selection = (name: DeskMutation) => {
  const payload = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`;
  const [more, ...refusals] = REFUSALS[name].split(/(?=\.\.\. on )/);
  const own = more?.startsWith("...") ? "" : (more ?? "");
  const others = more?.startsWith("...") ? [more, ...refusals] : refusals;
  return `... on ${payload} { conversation { ${STANDS} } ${own} } ${others.join(" ")}`;
};

/** Does something with a conversation, and answers all that it answers. */
export const act = (client: Client, name: DeskMutation, input: object) =>
  client.mutate(name, input, selection(name));

/** The same, whole: also what is an error. */
export const actRaw = (client: Client, name: DeskMutation, input: object): Promise<Answer> =>
  client.send(mutation(name, selection(name)), { input });

/** A visitor writes. */
export async function say(
  visitor: Client,
  text = "Hello",
  more: object = {},
): Promise<{ conversationId: string; messageId: string }> {
  const sent = await visitor.mutate(
    "sendMessage",
    { text, ...more },
    "... on SendMessagePayload { conversation { id } storedMessage { id } }",
  );
  return { conversationId: sent.conversation.id, messageId: sent.storedMessage.id };
}

export async function newConversation(
  workspace: TestWorkspace,
): Promise<{ visitor: Visitor; conversationId: string; messageId: string }> {
  const visitor = await workspace.visitor();
  return { visitor, ...(await say(visitor)) };
}

export const read = async (client: Client, id: string, fields = STANDS) =>
  (await client.query(`query ($id: ID!) { conversation(id: $id) { ${fields} } }`, { id }))
    .conversation;

/** What happened in a conversation, by kind. */
export async function kindsOf(client: Client, conversationId: string): Promise<string[]> {
  const { identityEvents } = await client.query(
    `query ($filter: IdentityEventFilter!) { identityEvents(first: 100, filter: $filter) {
      ... on IdentityEventConnection { nodes { ... on ConversationEvent { __typename } } } } }`,
    { filter: { conversationId } },
  );
  return identityEvents.nodes.flatMap((node: { __typename?: string }) => node.__typename ?? []);
}

/** Another agent, signed in. */
export async function newAgent(
  api: Pick<Awaited<ReturnType<typeof startApi>>, "client" | "here">,
  name: string,
): Promise<Client & { readonly memberId: string }> {
  const login = { email: `${name}@desk.example`, password: "correct horse battery" };
  const made = await api.here.asAdmin.mutate(
    "createMember",
    { name, role: "AGENT", ...login },
    "... on CreateMemberPayload { member { id } }",
  );
  const { accessToken } = await api
    .client(null)
    .mutate(
      "signInMember",
      { workspaceId: api.here.workspaceId, ...login },
      "... on MemberSessionPayload { accessToken }",
    );
  return { ...api.client(accessToken), memberId: made.member.id };
}

/** Who has new conversations first, and how long a handover waits. */
export const answeredFirst = async (
  { database }: Pick<Awaited<ReturnType<typeof startApi>>, "database">,
  by: "AGENT" | "AI_AGENT",
  waitingSeconds = 180,
) =>
  void (await database.pool.query(
    "update workspace set answered_first_by = $1, handover_waiting_seconds = $2",
    [by, waitingSeconds],
  ));
