import type { WriteCommand } from "../../../src/database/load-request.ts";
import type {
  CommandHead,
  GivenClaims,
  ImportPerson,
  NoteInboundMessage,
} from "../../../src/identity/commands.ts";
import type {
  Actor,
  Channel,
  ConflictChoice,
  FieldName,
  FieldValue,
  GroupingKind,
  IdentifierKind,
  Instant,
  Sender,
} from "../../../src/identity/model.ts";
import { commandId, minute } from "./clock.ts";

/** A command without what every command brings: the story stamps its id and its time. */
export interface Draft {
  readonly stamp: (tick: number) => WriteCommand;
}

export const AGENT: Actor = { type: "member", id: "member-agent" };
export const ADMIN: Actor = { type: "member", id: "member-admin" };
export const SHOP: Actor = { type: "integration", id: "key-shop" };

const proof = Symbol("how it was verified");
interface Verified {
  readonly value: FieldValue;
  readonly [proof]: "visitor" | "vouched";
}
/** A value that the visitor itself proved: signed by the business, a login, a sender's number. */
export const proven = (value: FieldValue): Verified => ({ value, [proof]: "visitor" });
/** A value that a trusted caller vouches for. */
export const vouched = (value: FieldValue): Verified => ({ value, [proof]: "vouched" });
export type Said = { readonly [F in FieldName]?: FieldValue | Verified };

const isVerified = (said: FieldValue | Verified): said is Verified =>
  typeof said === "object" && proof in said;

function judged(said: Said): { claims: GivenClaims; provenByVisitor: boolean } {
  const entries = Object.entries(said) as [FieldName, FieldValue | Verified][];
  return {
    claims: Object.fromEntries(
      entries.map(([field, value]) => [
        field,
        isVerified(value) ? { value: value.value, verified: true } : { value, verified: false },
      ]),
    ),
    provenByVisitor: entries.some(([, value]) => isVerified(value) && value[proof] === "visitor"),
  };
}

type Body<C> = C extends WriteCommand
  ? Omit<C, "workspaceId" | "id" | "at" | "happenedAt" | "successorVisitorId"> & {
      at?: Instant | undefined;
    }
  : never;

export function draft(
  body: Body<WriteCommand>,
  fill: (head: CommandHead) => object = () => ({}),
): Draft {
  return {
    stamp: (tick) => {
      const head: CommandHead = {
        workspaceId: "workspace",
        id: commandId(tick),
        at: body.at ?? minute(tick),
        actor: body.actor,
      };
      return { ...fill(head), ...body, ...head } as unknown as WriteCommand;
    },
  };
}

export interface IdentifyOptions {
  channel?: Channel;
  conversationId?: string;
  /** Default: when the command is given. */
  happenedAt?: Instant;
  at?: Instant;
  withInboundMessage?: boolean;
  proofId?: string;
  sender?: Sender;
  actor?: Actor;
}

/** What a visitor says about itself; channel `FORM` unless told. */
export function identify(visitorId: string, said: Said, options: IdentifyOptions = {}): Draft {
  const { channel = "FORM", happenedAt, at, actor } = options;
  const defaultActor: Actor =
    channel === "AGENT" ? AGENT : channel === "PLUGIN" ? SHOP : { type: "visitor", id: visitorId };
  return draft(
    {
      type: "Identify",
      actor: actor ?? defaultActor,
      at,
      visitorId,
      channel,
      ...judged(said),
      conversationId: options.conversationId ?? null,
      withInboundMessage: options.withInboundMessage ?? false,
      proofId: options.proofId ?? null,
      proofExpiresAt: options.proofId ? minute(10_000) : null,
      sender: options.sender ?? null,
    },
    (head) => ({
      happenedAt: happenedAt ?? head.at,
      successorVisitorId: `successor-${head.id}`,
    }),
  );
}

/** The business's own account system says it, with proof: channel `LOGIN`, every value verified. */
export function logIn(visitorId: string, said: Said, options: IdentifyOptions = {}): Draft {
  const all = Object.fromEntries(
    (Object.entries(said) as [FieldName, FieldValue | Verified][]).map(([field, value]) => [
      field,
      isVerified(value) ? value : proven(value),
    ]),
  );
  return identify(visitorId, all, { channel: "LOGIN", ...options });
}

/** A message from a number: WhatsApp proves the number, and nothing else that its sender types. */
export const whatsApp = (visitorId: string, phone: string, said: Said = {}): Draft =>
  identify(
    visitorId,
    { phone: proven(phone), ...said },
    {
      channel: "WHATSAPP",
      sender: { channel: "WHATSAPP", address: phone },
      withInboundMessage: true,
    },
  );

export const message = (
  visitorId: string,
  options: Partial<Pick<NoteInboundMessage, "channel" | "kind" | "sender" | "conversationId">> = {},
): Draft =>
  draft(
    {
      type: "NoteInboundMessage",
      actor: { type: "visitor", id: visitorId },
      visitorId,
      kind: "CONVERSATIONS",
      channel: "CHAT",
      conversationId: `chat-of-${visitorId}`,
      sender: null,
      ...options,
    },
    (head) => ({ happenedAt: head.at }),
  );

export interface ImportOptions {
  policy?: ImportPerson["policy"];
  importId?: string;
  tagIds?: readonly string[];
  listIds?: readonly string[];
  assigneeId?: string | null;
}

/** What a row of a file says of one person; differing values open conflicts unless told. */
export const importPerson = (
  values: { [F in FieldName]?: FieldValue },
  options: ImportOptions = {},
): Draft => {
  const { policy = "OPEN_CONFLICTS", importId = "import-1", assigneeId = null } = options;
  const { tagIds = [], listIds = [] } = options;
  return draft({
    type: "ImportPerson",
    actor: ADMIN,
    importId,
    policy,
    values,
    tagIds,
    listIds,
    assigneeId,
  });
};

export const optIn = (visitorId: string): Draft =>
  draft({ type: "OptInToPush", actor: { type: "visitor", id: visitorId }, visitorId });
export const optOut = (visitorId: string): Draft =>
  draft({ type: "OptOutOfPush", actor: { type: "visitor", id: visitorId }, visitorId });

export const createContact = (values: { [F in FieldName]?: FieldValue }, at?: Instant): Draft =>
  draft({ type: "CreateContact", actor: AGENT, values, at });
export const updateContact = (
  contactId: string,
  values: { [F in FieldName]?: FieldValue | null },
  at?: Instant,
): Draft => draft({ type: "UpdateContact", actor: AGENT, contactId, values, at });
export const removeAlternate = (contactId: string, kind: IdentifierKind, value: string): Draft =>
  draft({ type: "RemoveAlternateIdentifier", actor: AGENT, contactId, kind, value });
export const archive = (contactId: string): Draft =>
  draft({ type: "ArchiveContact", actor: AGENT, contactId });
export const unarchive = (contactId: string): Draft =>
  draft({ type: "UnarchiveContact", actor: AGENT, contactId });
export const assign = (contactId: string, assigneeId: string | null): Draft =>
  draft({ type: "AssignContact", actor: AGENT, contactId, assigneeId });
export const unlink = (visitorId: string): Draft =>
  draft({ type: "UnlinkVisitor", actor: AGENT, visitorId });

export const mergeContacts = (survivorId: string, loserId: string): Draft =>
  draft({ type: "MergeContacts", actor: AGENT, survivorId, loserId });
export const undoMerge = (mergeId: string): Draft =>
  draft({ type: "UndoMerge", actor: AGENT, mergeId });

export const createGrouping = (kind: GroupingKind, name: string): Draft =>
  draft({ type: "CreateGrouping", actor: AGENT, kind, name });
export const renameGrouping = (kind: GroupingKind, groupingId: string, name: string): Draft =>
  draft({ type: "RenameGrouping", actor: AGENT, kind, groupingId, name });
export const deleteGrouping = (kind: GroupingKind, groupingId: string): Draft =>
  draft({ type: "DeleteGrouping", actor: AGENT, kind, groupingId });
export const changeList = (
  add: boolean,
  listId: string,
  who: { contactIds?: readonly string[]; visitorIds?: readonly string[] },
): Draft =>
  draft({
    type: "ChangeListMembers",
    actor: AGENT,
    add,
    listId,
    contactIds: who.contactIds ?? [],
    visitorIds: who.visitorIds ?? [],
  });
export const changeTags = (
  add: boolean,
  tagIds: readonly string[],
  contactIds: readonly string[],
): Draft => draft({ type: "ChangeContactTags", actor: AGENT, add, tagIds, contactIds });

export const resolve = (
  conflictId: string,
  choice: ConflictChoice,
  mainVersion: number,
  options: { customerConfirmed?: boolean; actor?: Actor; at?: Instant } = {},
): Draft =>
  draft({
    type: "ResolveConflict",
    actor: options.actor ?? AGENT,
    conflictId,
    choice,
    customerConfirmed: options.customerConfirmed ?? true,
    mainVersion,
    at: options.at,
  });
