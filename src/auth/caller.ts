/**
 * What an integration key may do (SPEC 10). `IDENTIFY_VERIFIED`: it may vouch for the values that it passes (SPEC 4).
 * `AI_AGENT`: it answers in conversations until it hands them over to people (SPEC 7.3).
 */
export const INTEGRATION_SCOPES = [
  "IDENTIFY",
  "IDENTIFY_VERIFIED",
  "RECEIVE_MESSAGES",
  "READ_CONTACTS",
  "WRITE_CONTACTS",
  "READ_EVENTS",
  "AI_AGENT",
] as const;
export type IntegrationScope = (typeof INTEGRATION_SCOPES)[number];

export const MEMBER_ROLES = ["ADMIN", "AGENT"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export interface MemberCaller {
  readonly type: "member";
  readonly workspaceId: string;
  readonly memberId: string;
  readonly sessionId: string;
  readonly role: MemberRole;
  readonly expiresAt: Date;
}
export interface IntegrationCaller {
  readonly type: "integration";
  readonly workspaceId: string;
  readonly keyId: string;
  readonly scopes: readonly IntegrationScope[];
}
export interface VisitorCaller {
  readonly type: "visitor";
  readonly workspaceId: string;
  readonly visitorId: string;
  readonly expiresAt: Date;
}

/** Who is asking, as the token proved it. Everything is done in the caller's workspace: there is no other. */
export type Caller = { readonly type: "nobody" } | MemberCaller | IntegrationCaller | VisitorCaller;
