import type { SignedIn } from "./agent-session.ts";
import {
  IdentifyDocument,
  OptInToPushDocument,
  SendMessageDocument,
  SignInAnonymouslyDocument,
} from "./generated/operations.ts";
import { type Ask, payload } from "./graphql-client.ts";
import { isAccountChannel, isVouchedFor, type Session } from "./session-file.ts";

/** A browser of the day: the id that the server gave it, and the token that it keeps. */
export interface Browser {
  visitorId: string;
  token: string;
}

export interface Replayer {
  /** The browsers by the file's labels. */
  browsers: ReadonlyMap<string, Browser>;
  /** What the service would not take, by the session's number in the file. */
  refused: { session: number; code: string; message: string }[];
  replay(session: Session, number: number): Promise<void>;
}

/**
 * Plays sessions as the programs outside would: the website's form and chat speak with the visitor's own token, the
 * shop's plugin and the channels' connectors with the integration key, agents for themselves. When it happened is told
 * by those whom the service believes it.
 */
export function createReplayer(options: {
  ask: Ask;
  workspaceId: string;
  integrationKey: string;
  agent: SignedIn;
}): Replayer {
  const { ask, workspaceId, integrationKey, agent } = options;
  const browsers = new Map<string, Browser>();
  const refused: Replayer["refused"] = [];

  async function browserOf(label: string): Promise<Browser> {
    const known = browsers.get(label);
    if (known) return known;
    const answer = await ask(SignInAnonymouslyDocument, { input: { workspaceId } }, null);
    const { visitorId, token } = payload(answer.signInAnonymously, "SignInAnonymouslyPayload");
    browsers.set(label, { visitorId, token });
    return { visitorId, token };
  }

  async function write(browser: Browser, text: string) {
    const answer = await ask(SendMessageDocument, { input: { text } }, browser.token);
    payload(answer.sendMessage, "SendMessagePayload");
  }

  async function identify(session: Session, browser: Browser) {
    const { channel, claims, at } = session;
    if (channel === "FORM" || channel === "CHAT")
      return ask(IdentifyDocument, { input: { channel, claims } }, browser.token);
    // An agent saves details on a guest who is there.
    if (channel === "AGENT") await write(browser, "Could you note down who I am?");
    const caller = channel === "AGENT" ? await agent.token() : integrationKey;
    const input = {
      visitorId: browser.visitorId,
      channel,
      claims,
      ...(at && { happenedAt: at }),
      // Members always vouch for what they enter.
      ...(channel !== "AGENT" && { verified: isVouchedFor(session) }),
    };
    return ask(IdentifyDocument, { input }, caller);
  }

  return {
    browsers,
    refused,
    async replay(session, number) {
      const browser = await browserOf(session.visitor);
      if (session.kind === "PUSH" && !isAccountChannel(session.channel)) {
        const answer = await ask(OptInToPushDocument, { input: {} }, browser.token);
        payload(answer.optInToPush, "OptInToPushPayload");
      }
      if (Object.keys(session.claims).length > 0) {
        const { identify: told } = await identify(session, browser);
        if (told.__typename !== "IdentifyPayload") {
          refused.push({ session: number, code: told.__typename, message: told.message });
          // Another person has proven to be at this browser: it goes on as the visitor made for that person.
        } else if (told.successor) browsers.set(session.visitor, told.successor);
      } else if (session.kind === "CONVERSATIONS") {
        await write(browser, "Hello?");
      }
    },
  };
}
