import { signIn } from "./agent-session.ts";
import { type Desk, watch } from "./desk.ts";
import {
  CloseConversationDocument,
  ContactByIdDocument,
  OwnMessagesDocument,
  RequestHandoverDocument,
  SendMessageDocument,
  SendReplyDocument,
  SignInAnonymouslyDocument,
  TakeConversationDocument,
  UpdateWorkspaceDocument,
} from "./generated/operations.ts";
import { payload, UnexpectedAnswer } from "./graphql-client.ts";
import type { Browser } from "./replay.ts";
import type { DemoWorkspace } from "./workspace.ts";

/** Long enough for an agent that is a program, short enough for somebody who watches. */
const WAITING_SECONDS = 2;

/**
 * An AI agent answers two chats and asks for a person in both (SPEC 7.3). One is taken in time. The other is not: the
 * visitor is asked how to reach it, in its language, and what it answers is read, saved and acknowledged.
 */
export async function handOver(desk: Desk, workspace: DemoWorkspace): Promise<void> {
  const { ask } = desk;
  const admin = await signIn(ask, workspace.workspaceId, workspace.admin);
  const settings = { handoverWaitingSeconds: WAITING_SECONDS };
  const changed = await ask(UpdateWorkspaceDocument, { input: settings }, await admin.token());
  payload(changed.updateWorkspace, "UpdateWorkspacePayload");
  await takenInTime(desk, workspace);
  await notTakenInTime(desk, workspace);
}

async function takenInTime(desk: Desk, workspace: DemoWorkspace): Promise<void> {
  const { ask, agent } = desk;
  const { browser, conversationId } = await chatWithAi(desk, workspace, {
    question: "Can I change the delivery address of an order that is on its way?",
    answer: "I am not sure. I am getting somebody who knows.",
    language: "en",
  });
  const seen = watch(desk, (event) => event.visitorId === browser.visitorId);
  const input = { conversationId };
  const taken = await ask(TakeConversationDocument, { input }, await agent.token());
  payload(taken.takeConversation, "TakeConversationPayload");
  const reply = { conversationId, text: "Yes. I have changed it for you." };
  const replied = await ask(SendReplyDocument, { input: reply }, await agent.token());
  payload(replied.sendReply, "SendReplyPayload");
  const closed = await ask(CloseConversationDocument, { input }, await agent.token());
  payload(closed.closeConversation, "CloseConversationPayload");
  await seen.sees("a handover that is taken in time", [
    "ConversationTaken",
    "MessageSent",
    "ConversationClosed",
  ]);
  const messages = await messagesOf(desk, browser);
  desk.checks.check(
    "who is answered in time is asked for nothing",
    messages.length === 3,
    messages,
  );
}

async function notTakenInTime(desk: Desk, workspace: DemoWorkspace): Promise<void> {
  const { ask, agent, checks } = desk;
  const { browser } = await chatWithAi(desk, workspace, {
    question: "Guten Abend, mein Paket ist nicht angekommen.",
    answer: "Das tut mir leid. Ich hole jemanden dazu.",
    language: "de",
  });
  const asked = watch(desk, (event) => event.visitorId === browser.visitorId);
  await asked.sees("a handover that nobody takes in time", ["DetailsAsked", "MessageSent"]);
  const question = (await messagesOf(desk, browser)).at(-1);
  checks.check("the question is in German", /E-Mail/.test(question ?? ""), question);

  const answered = watch(desk, (event) => event.visitorId === browser.visitorId);
  const text = "Gern: gina.handover (at) example.com oder +49 171 1234567";
  payload(
    (await ask(SendMessageDocument, { input: { text } }, browser.token)).sendMessage,
    "SendMessagePayload",
  );
  await answered.sees("details in free text", [
    "MessageReceived",
    "ContactCreated",
    "VisitorIdentified",
    "ContactListed",
    "DetailsGiven",
    "MessageSent",
  ]);
  const { contactId } = desk.console.seen.findLast((one) => one.contactId !== null) ?? {};
  const id = contactId ?? "";
  const { contact } = await ask(ContactByIdDocument, { id }, await agent.token());
  const details = [contact?.email, contact?.phone];
  const right = details.join() === "gina.handover@example.com,+491711234567";
  checks.check("what was read is saved", right, details);
  const thanks = (await messagesOf(desk, browser)).at(-1);
  checks.check("and acknowledged in the chat", /dank/i.test(thanks ?? ""), thanks);
}

/** A visitor writes, the AI agent answers and asks for a person. */
async function chatWithAi(
  desk: Desk,
  { workspaceId, integrationKey }: DemoWorkspace,
  said: { readonly question: string; readonly answer: string; readonly language: string },
) {
  const { ask } = desk;
  const signedIn = await ask(SignInAnonymouslyDocument, { input: { workspaceId } }, null);
  const { visitorId, token } = payload(signedIn.signInAnonymously, "SignInAnonymouslyPayload");
  const seen = watch(desk, (event) => event.visitorId === visitorId);
  const { question: text, language } = said;
  const sent = await ask(SendMessageDocument, { input: { text, language } }, token);
  const { conversation } = payload(sent.sendMessage, "SendMessagePayload");
  const input = { conversationId: conversation.id };
  const reply = { ...input, text: said.answer };
  payload(
    (await ask(SendReplyDocument, { input: reply }, integrationKey)).sendReply,
    "SendReplyPayload",
  );
  const asked = await ask(RequestHandoverDocument, { input }, integrationKey);
  payload(asked.requestHandover, "RequestHandoverPayload");
  await seen.sees("an AI agent that hands over", [
    "AnonymousVisitorRecorded",
    "ConversationOpened",
    "MessageReceived",
    "AiAgentJoined",
    "MessageSent",
    "HandoverRequested",
  ]);
  return { browser: { visitorId, token }, ...input };
}

/** The texts of the visitor's only conversation, as the visitor reads them. */
async function messagesOf({ ask }: Desk, { token }: Browser): Promise<string[]> {
  const { viewer } = await ask(OwnMessagesDocument, {}, token);
  if (viewer?.__typename !== "VisitorViewer") throw new UnexpectedAnswer("Not a visitor.");
  return viewer.conversations.edges.flatMap(({ node }) =>
    node.messages.edges.map((edge) => edge.node.text),
  );
}
