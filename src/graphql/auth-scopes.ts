import { GraphQLError } from "graphql";
import type { Caller, IntegrationScope } from "../auth/caller.ts";

/** Who may use a field (SPEC 10). Several scopes in one map: any of them is enough. */
export interface AuthScopes {
  /** A member of the workspace, agent or admin. */
  member: boolean;
  admin: boolean;
  /** The holder of a visitor token, acting for itself. */
  visitor: boolean;
  /** Any caller with a valid token. */
  anyone: boolean;
  /** A member, or an integration key with this scope. */
  memberOr: IntegrationScope;
  /** An integration key with this scope, and nobody else. */
  key: IntegrationScope;
}

export function grantedScopes(caller: Caller) {
  const hasScope = (scope: IntegrationScope) =>
    caller.type === "integration" && caller.scopes.includes(scope);
  return {
    member: caller.type === "member",
    admin: caller.type === "member" && caller.role === "ADMIN",
    visitor: caller.type === "visitor",
    anyone: caller.type !== "nobody",
    memberOr: (scope: IntegrationScope) => caller.type === "member" || hasScope(scope),
    key: hasScope,
  };
}

/** A member, or an integration key that may read contacts: who may know who is who. */
export const mayReadContacts = (caller: Caller): boolean =>
  grantedScopes(caller).memberOr("READ_CONTACTS");

/** Whoever may know who is who, and the AI agent, which answers without knowing it. */
export const mayReadMessages = (caller: Caller): boolean =>
  mayReadContacts(caller) || grantedScopes(caller).key("AI_AGENT");

/** And the visitor, whose own conversations are all that it gets at. */
export const mayReadConversations = (caller: Caller): boolean =>
  caller.type === "visitor" || mayReadMessages(caller);

/** Whoever may know who is who, as it is or as it happens. Not the AI agent by being one. */
export const mayFollowContacts = (caller: Caller): boolean =>
  mayReadContacts(caller) || grantedScopes(caller).memberOr("READ_EVENTS");

/** Whoever may know where the log is, to follow some of it. */
export const mayFollowEvents = (caller: Caller): boolean =>
  grantedScopes(caller).memberOr("READ_EVENTS") || grantedScopes(caller).key("AI_AGENT");

/** The error of a field that this caller may not use. It depends on the field and the caller alone, never on data. */
export function notAllowed(caller: Caller, field: string): GraphQLError {
  return caller.type === "nobody"
    ? new GraphQLError(`Sign in to use ${field}: send a token as "Authorization: Bearer …".`, {
        extensions: { code: "UNAUTHENTICATED" },
      })
    : new GraphQLError(`This token may not use ${field}.`, { extensions: { code: "FORBIDDEN" } });
}

/** The workspace of a caller that got past its field's scopes. Nothing is ever looked up outside it. */
export function workspaceOf(context: { readonly caller: Caller }): string {
  if (context.caller.type === "nobody")
    throw new Error("A field that needs a workspace lacks its authScopes.");
  return context.caller.workspaceId;
}
