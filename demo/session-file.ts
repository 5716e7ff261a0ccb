import { readFileSync } from "node:fs";

/** One line of a session file: what one visitor said in one sitting. Visitor ids are the file's own labels. */
export interface Session {
  visitor: string;
  kind: "CONVERSATIONS" | "PUSH";
  channel: SessionChannel;
  /** When it happened, ISO 8601. Believed by the service from trusted callers only. */
  at?: string;
  claims: SessionClaims;
  /** Whether the caller vouches for the values. Absent: the account channels (LOGIN, PLUGIN) do, the others don't. */
  verified?: boolean;
}

export const sessionChannels = [
  "FORM",
  "CHAT",
  "FACEBOOK",
  "INSTAGRAM",
  "WHATSAPP",
  "SMS",
  "AI_AGENT",
  "AGENT",
  "LOGIN",
  "PLUGIN",
] as const;
export type SessionChannel = (typeof sessionChannels)[number];

export interface SessionAddress {
  line1?: string;
  line2?: string;
  city?: string;
  region?: string;
  postalCode?: string;
  country?: string;
}
export interface SessionClaims {
  email?: string;
  phone?: string;
  firstName?: string;
  middleName?: string;
  lastName?: string;
  fullName?: string;
  gender?: string;
  businessName?: string;
  contactAddress?: SessionAddress;
  billingAddress?: SessionAddress;
  attributes?: Record<string, unknown>;
}

export const isAccountChannel = (channel: SessionChannel) =>
  channel === "LOGIN" || channel === "PLUGIN";
export const isVouchedFor = (session: Session) =>
  session.verified ?? isAccountChannel(session.channel);

/** A file that can't be used; the message is for people and names file and line. */
export class FileProblem extends Error {}

/**
 * Reads a session file: JSON, one session a line.
 *
 * @throws FileProblem naming the line that is no session.
 */
export function readSessions(file: string): Session[] {
  const lines = read(file).split("\n");
  const sessions = lines.flatMap((line, index) =>
    line.trim() === "" ? [] : [toSession(line, `${file}, line ${index + 1}`)],
  );
  if (sessions.length === 0) throw new FileProblem(`${file} holds no sessions.`);
  return sessions;
}

/** Reads a whole file, or says in words why not. */
export function read(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new FileProblem(`${file} can't be read: ${(error as Error).message}`);
  }
}

function toSession(line: string, place: string): Session {
  let session: Partial<Session>;
  try {
    session = JSON.parse(line);
  } catch {
    throw new FileProblem(`${place}: not JSON.`);
  }
  if (typeof session !== "object" || session === null)
    throw new FileProblem(`${place}: not a session.`);
  const { visitor, kind = "CONVERSATIONS", channel, claims = {} } = session;
  if (typeof visitor !== "string" || visitor === "")
    throw new FileProblem(`${place}: "visitor" is missing.`);
  if (kind !== "CONVERSATIONS" && kind !== "PUSH")
    throw new FileProblem(`${place}: "kind" is neither CONVERSATIONS nor PUSH.`);
  if (channel === undefined || !sessionChannels.includes(channel))
    throw new FileProblem(`${place}: "channel" is none of ${sessionChannels.join(", ")}.`);
  return { ...session, visitor, kind, channel, claims };
}
