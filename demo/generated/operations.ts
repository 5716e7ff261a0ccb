/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Who did something. */
export type ActorType =
  /** An integration, with its key. */
  | 'INTEGRATION'
  /** A member of the workspace. */
  | 'MEMBER'
  /** The service itself. */
  | 'SYSTEM'
  /** A visitor, with its token. */
  | 'VISITOR';

/** A postal address in parts. A part that is not given is not said: it differs from nothing and erases nothing. */
export type AddressInput = {
  /** City, town or suburb. */
  city?: string | null | undefined;
  /** ISO 3166-1 alpha-2; anything else is refused. Example: `AU`. */
  country?: string | null | undefined;
  /** Street and number. Example: `1 George Street`. */
  line1?: string | null | undefined;
  /** What follows: flat, floor, care of. */
  line2?: string | null | undefined;
  /** Postal code, as it is written there. */
  postalCode?: string | null | undefined;
  /** State, province or county. */
  region?: string | null | undefined;
};

/** Who has new conversations first. */
export type AnsweredFirstBy =
  /** They wait for an agent. */
  | 'AGENT'
  /** They are with the AI agent until it asks for a person. */
  | 'AI_AGENT';

/** Which contact to archive. */
export type ArchiveContactInput = {
  /** The contact's id. */
  contactId: string;
};

/** Where something was said or done. */
export type Channel =
  /** Details that an agent entered on a guest: vouched for. */
  | 'AGENT'
  /** Details that an AI agent read in a conversation: unverified. */
  | 'AI_AGENT'
  /** The chat widget: a conversation channel, its values are unverified. */
  | 'CHAT'
  /** Email: a conversation channel. A sender's address can be forged: unverified. */
  | 'EMAIL'
  /** Facebook Messenger: a conversation channel. */
  | 'FACEBOOK'
  /** A form on a page: a conversation channel, its values are unverified. */
  | 'FORM'
  /** A row of an imported file, vouched for by the admin. Nobody identifies through it. */
  | 'IMPORT'
  /** Instagram direct messages: a conversation channel. */
  | 'INSTAGRAM'
  /** The customer signed in to the business: an account channel. */
  | 'LOGIN'
  /** A shop plugin of the business: an account channel. */
  | 'PLUGIN'
  /** Answers to push notifications: a conversation channel. */
  | 'PUSH'
  /** SMS: a conversation channel that proves the sender's phone number. */
  | 'SMS'
  /** WhatsApp: a conversation channel that proves the sender's phone number. */
  | 'WHATSAPP';

/** One question of the form before a chat. */
export type ChatFormFieldInput = {
  /** The field to ask for, once: any but `ATTRIBUTES`. */
  field: ContactField;
  /** Whether the chat waits for an answer. */
  required: boolean;
};

/** What somebody says of themselves. Fields that are absent, null or blank were not said. */
export type ClaimsInput = {
  /** Free-form attributes. Example: `{ "plan": "gold" }`. */
  attributes?: Record<string, unknown> | null | undefined;
  /** Billing address. */
  billingAddress?: AddressInput | null | undefined;
  /** Name of the business. At most 300 characters. */
  businessName?: string | null | undefined;
  /** Contact address. */
  contactAddress?: AddressInput | null | undefined;
  /** Email address. Example: `ada@example.com`. */
  email?: string | null | undefined;
  /** First name. At most 200 characters. */
  firstName?: string | null | undefined;
  /** The whole name, where there is just one text. At most 300 characters. */
  fullName?: string | null | undefined;
  /** Gender, as free text. At most 64 characters. */
  gender?: string | null | undefined;
  /** Last name. At most 200 characters. */
  lastName?: string | null | undefined;
  /** Middle name. At most 200 characters. */
  middleName?: string | null | undefined;
  /** Phone number in any usual notation. Without an international prefix it is taken as the workspace's country's. Examples: `+49 30 123456`, `030 123456`. */
  phone?: string | null | undefined;
};

/** Which conversation. */
export type CloseConversationInput = {
  /** The conversation's id. */
  conversationId: string;
};

/** Which of a conflict's two values counts. */
export type ConflictChoice =
  /** The value in the contact stays, or comes back. */
  | 'MAIN'
  /** The claimed value becomes the contact's. */
  | 'SECONDARY';

/** What became of a conflict. A field of a contact has at most one that is open. */
export type ConflictStatus =
  /** The main value became equal to the secondary one. */
  | 'CLOSED'
  /** Waits for an agent. */
  | 'OPEN'
  /** Decided. It can be switched as long as the field has not changed since. */
  | 'RESOLVED'
  /** A newer differing value took its place. */
  | 'SUPERSEDED'
  /** The visitor that said it was unlinked, or the merge that made it was undone. */
  | 'WITHDRAWN';

/** A field of a contact. */
export type ContactField =
  /** Free-form attributes, key by key. */
  | 'ATTRIBUTES'
  /** Billing address, part by part. */
  | 'BILLING_ADDRESS'
  /** Name of the business. */
  | 'BUSINESS_NAME'
  /** Contact address, part by part. */
  | 'CONTACT_ADDRESS'
  /** Email address: an identifier. */
  | 'EMAIL'
  /** First name. */
  | 'FIRST_NAME'
  /** The whole name, where a channel gives one text. It is never split by guess. */
  | 'FULL_NAME'
  /** Gender, as free text. */
  | 'GENDER'
  /** Last name. */
  | 'LAST_NAME'
  /** Middle name. */
  | 'MIDDLE_NAME'
  /** Phone number: an identifier. */
  | 'PHONE';

/** Whether a contact is shown. */
export type ContactStatus =
  /** Shown in lists and audiences. */
  | 'ACTIVE'
  /** Hidden from lists and audiences. Its identifiers stay reserved, and a message from it makes it active again. */
  | 'ARCHIVED';

/** Why two contacts may be one person. */
export type DuplicateReason =
  /** One visitor claimed an identifier of each, and one of them is archived. */
  | 'ACTIVE_AND_ARCHIVED_MATCH'
  /** One visitor proved the email of one and the phone of the other, and each lacks what the other has. */
  | 'BOTH_VERIFIED_AND_COMPLEMENTARY'
  /** One visitor claimed the email of one and the phone of the other. */
  | 'EMAIL_AND_PHONE_OF_TWO_CONTACTS'
  /** An identifier of the one was entered by hand on the other, and refused. */
  | 'IDENTIFIER_ENTERED_BY_HAND'
  /** Their names and addresses are the same, or are spelled nearly alike. */
  | 'SAME_NAME_AND_ADDRESS'
  /** Their names and businesses are the same, or are spelled nearly alike. */
  | 'SAME_NAME_AND_BUSINESS'
  /** Their names are the same or nearly alike, and their phones differ by a slip or by the country's code. */
  | 'SAME_NAME_AND_PHONE_DIGITS'
  /** A visitor linked to the one claimed, unverified, an identifier of the other. */
  | 'UNVERIFIED_IDENTIFIER_OF_ANOTHER'
  /** A visitor linked to the one proved an identifier of the other. */
  | 'VERIFIED_IDENTIFIER_OF_ANOTHER';

/** Which contacts are wanted: all conditions must hold, and without any it is every active contact. Anonymous visitors are never in the file. At most 80 ids of lists and tags altogether. */
export type ExportContactsInput = {
  /** Only those of this member. */
  assigneeId?: string | null | undefined;
  /** Only those who can be reached so. With `PUSH`: contacts that opted in, without the anonymous visitors of that audience. */
  channel?: ReachableBy | null | undefined;
  /** Only those on every one of these lists. */
  inAllLists?: Array<string> | null | undefined;
  /** Only those on at least one of these lists: at most 50 ids, here and in what follows. An empty list of ids: nobody. Null: no matter. */
  inAnyList?: Array<string> | null | undefined;
  /** Only those on none of these lists. */
  inNoneOfLists?: Array<string> | null | undefined;
  /** Only those of this status. Without it: the active ones. */
  status?: ContactStatus | null | undefined;
  /** True: only those that are nobody's. False: only those that are somebody's. */
  unassigned?: boolean | null | undefined;
  /** Only those with every one of these tags. */
  withAllTags?: Array<string> | null | undefined;
  /** Only those with at least one of these tags: anonymous visitors have none. An empty list of ids: nobody. Null: no matter. */
  withAnyTag?: Array<string> | null | undefined;
  /** Only those with none of these tags. */
  withNoneOfTags?: Array<string> | null | undefined;
};

/** What an AI agent says in one language. Each text has 1 to 1,000 characters; `{details}` stands in `question`, `again` and `thanks`, and nowhere else. */
export type HandoverTextsInput = {
  /** What was written could not be read: asks once more for `{details}`. */
  again: string;
  /** What stands for `{details}` where it is the email address. Null: as built in for the language, else in English. */
  email?: string | null | undefined;
  /** What stands for `{details}` where it is both. Null: as built in for the language, else in English. */
  emailAndPhone?: string | null | undefined;
  /** A BCP 47 tag, each language once. Example: `pt-BR`. */
  language: string;
  /** Nobody is free, and the visitor's details are known already: nothing is asked for. */
  noted: string;
  /** What stands for `{details}` where it is the phone number. Null: as built in for the language, else in English. */
  phone?: string | null | undefined;
  /** Nobody is free: asks how to reach the visitor. `{details}` stands for what is asked for. */
  question: string;
  /** Says that `{details}` are noted. */
  thanks: string;
};

/** What a visitor says of itself, or what somebody says of it. */
export type IdentifyInput = {
  /** Where it was said. Visitors: `FORM`, `CHAT`, `LOGIN`. Members: `AGENT`. Integrations: all but `AGENT`. */
  channel: Channel;
  /** The values. Those of a proof need not be repeated here. */
  claims: ClaimsInput;
  /** The visitor's conversation that it was said in. */
  conversationId?: string | null | undefined;
  /** When it was said. Believed from members and from integrations that may vouch, never later than receipt; from others it is ignored. */
  happenedAt?: string | null | undefined;
  /** A JWT that the business's server signed with the workspace's proof secret: `aud` the workspace, `sub` the visitor, `jti`, `iat`, `exp` at most an hour later, and `claims` with the values. It can be used once; its values are verified. */
  proof?: string | null | undefined;
  /** An integration with the scope `IDENTIFY_VERIFIED` vouches for all given values. Members always do. */
  verified?: boolean | null | undefined;
  /** The visitor's id. Members and integrations name one; with a visitor token it may be left out: a visitor speaks for itself alone. */
  visitorId?: string | null | undefined;
};

/** One of the counts of an import, by its name in `ImportCounts`. */
export type ImportCount =
  /** The count `conflicting`. */
  | 'CONFLICTING'
  /** The count `created`. */
  | 'CREATED'
  /** The count `filled`. */
  | 'FILLED'
  /** The count `refused`. */
  | 'REFUSED'
  /** The count `repeated`. */
  | 'REPEATED'
  /** The count `rows`. */
  | 'ROWS'
  /** The count `unchanged`. */
  | 'UNCHANGED';

/** What stands between two cells. */
export type ImportDelimiter =
  /** A comma. */
  | 'COMMA'
  /** `|`: a vertical bar. */
  | 'PIPE'
  /** `;`: a semicolon, as Excel writes it in much of Europe. */
  | 'SEMICOLON'
  /** A tab. */
  | 'TAB';

/** How a file writes its characters. */
export type ImportEncoding =
  /** With or without a byte order mark. */
  | 'UTF_8'
  /** The same, the other byte first. */
  | 'UTF_16_BE'
  /** As Excel writes `Unicode text`, with or without a byte order mark. */
  | 'UTF_16_LE'
  /** Western European, also called ANSI or Latin 1. */
  | 'WINDOWS_1252';

/** Where an import stands. */
export type ImportState =
  /** Somebody ended it. What was applied until then stays. */
  | 'CANCELLED'
  /** All of its rows were applied or refused. */
  | 'FINISHED'
  /** It is known what running it would do. Run it, or configure it anew. */
  | 'PREVIEWED'
  /** The whole file is being tried. */
  | 'PREVIEWING'
  /** It waits to be previewed. */
  | 'PREVIEW_QUEUED'
  /** It waits to be run. */
  | 'QUEUED'
  /** Its rows are being applied. */
  | 'RUNNING'
  /** The file can't be imported as it is: `problem` says why. Where another configuration helps, preview it again. */
  | 'STOPPED'
  /** What it did is being taken back. */
  | 'UNDOING'
  /** What it did was taken back. */
  | 'UNDONE'
  /** It waits to be undone. */
  | 'UNDO_QUEUED'
  /** The file is there. Map its columns, then preview it. */
  | 'UPLOADED';

/** Which visitor. */
export type OptInToPushInput = {
  /** The visitor's id. With a visitor token it may be left out: a visitor acts for itself alone. */
  visitorId?: string | null | undefined;
};

/** Which import. */
export type PreviewImportInput = {
  /** The import. */
  importId: string;
};

/** A way in which somebody can be reached. */
export type ReachableBy =
  /** There is an email address. */
  | 'EMAIL'
  /** A browser or app opted in to push notifications. */
  | 'PUSH'
  /** There is a phone number. */
  | 'SMS'
  /** There is a phone number. */
  | 'WHATSAPP';

/** Which session goes on. */
export type RenewMemberSessionInput = {
  /** The newest renewal token. */
  renewalToken: string;
};

/** Which conversation. */
export type RequestHandoverInput = {
  /** The conversation's id. */
  conversationId: string;
  /** The language that the visitor writes in, a BCP 47 tag: the question comes in it. Example: `de`. */
  language?: string | null | undefined;
};

/** A decision on a conflict. */
export type ResolveConflictInput = {
  /** Which of the two values counts. */
  choice: ConflictChoice;
  /** The conflict's id. */
  conflictId: string;
  /** For `SECONDARY`: that the customer confirmed the value. Needed. */
  customerConfirmed?: boolean | null | undefined;
  /** The `mainVersion` of the main value that was looked at. If it is another one by now, nothing is written. */
  mainVersion: number;
};

/** Which import. */
export type RunImportInput = {
  /** The import. */
  importId: string;
};

/** What a visitor writes in the chat, or as the answer to a push notification. */
export type SendMessageInput = {
  /** Which of its conversations the message belongs to; without meaning where `conversationId` says it. */
  channel?: VisitorChannel;
  /** Which of the visitor's conversations it continues; one that was closed is opened again. Without it: its latest open one, or a new one. */
  conversationId?: string | null | undefined;
  /** The language that the visitor writes in, a BCP 47 tag. Example: `pt-BR`. */
  language?: string | null | undefined;
  /** Your own id of this message, such as a random UUID: sent again with it because the answer was lost, it is stored once. At most 255 characters. */
  requestId?: string | null | undefined;
  /** The text, kept as it is. At most 20,000 characters, and not blank. */
  text: string;
};

/** What to answer where. */
export type SendReplyInput = {
  /** The conversation's id. */
  conversationId: string;
  /** An id of your own, such as a UUID. When an answer was lost, send the reply again with the same one: it is stored once, and what was stored is answered, whatever happened since. At most 255 characters. */
  requestId?: string | null | undefined;
  /** The text, kept as it is. At most 20,000 characters, and not blank. */
  text: string;
};

/** Where to start. */
export type SignInAnonymouslyInput = {
  /** The workspace whose page it is. */
  workspaceId: string;
};

/** Who signs in. */
export type SignInMemberInput = {
  /** The member's email, in any case. */
  email: string;
  /** The member's password. */
  password: string;
  /** The workspace. Needed only by those who are members of several with the same email and password. */
  workspaceId?: string | null | undefined;
};

/** Which conversation. */
export type TakeConversationInput = {
  /** The conversation's id. */
  conversationId: string;
};

/** What to change. */
export type UpdateWorkspaceInput = {
  /** Who has conversations that are opened, or opened again, from now on. */
  answeredFirstBy?: AnsweredFirstBy | null | undefined;
  /** What the chat widget asks for, in order. It replaces the whole form. */
  chatForm?: Array<ChatFormFieldInput> | null | undefined;
  /** ISO 3166-1 alpha-2. It counts for phone numbers that come from now on; what is stored stays. Example: `DE`. */
  country?: string | null | undefined;
  /** What AI agents say from now on when nobody came, for at most 50 languages. It replaces all of the workspace's own texts; an empty list leaves what is built in. */
  handoverTexts?: Array<HandoverTextsInput> | null | undefined;
  /** How long handovers that are requested from now on wait for an agent: 0 to 604,800 seconds. */
  handoverWaitingSeconds?: number | null | undefined;
  /** The name of the business: 1 to 200 characters. */
  name?: string | null | undefined;
};

/** What a visitor writes by, with its own token. */
export type VisitorChannel =
  /** The answer to a push notification, in the browser or app. */
  | 'PUSH'
  /** The chat widget. */
  | 'WEBCHAT';

export type SignInMemberMutationVariables = Exact<{
  input: SignInMemberInput;
}>;


export type SignInMemberMutation = { signInMember:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MemberSessionPayload', accessToken: string, accessTokenExpiresAt: string, renewalToken: string }
    | { __typename: 'SignInRefused', message: string }
   };

export type RenewMemberSessionMutationVariables = Exact<{
  input: RenewMemberSessionInput;
}>;


export type RenewMemberSessionMutation = { renewMemberSession:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MemberSessionPayload', accessToken: string, accessTokenExpiresAt: string, renewalToken: string }
    | { __typename: 'SessionEnded', message: string }
   };

export type SignInAnonymouslyMutationVariables = Exact<{
  input: SignInAnonymouslyInput;
}>;


export type SignInAnonymouslyMutation = { signInAnonymously:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'SignInAnonymouslyPayload', visitorId: string, token: string }
    | { __typename: 'WorkspaceNotFound', message: string }
   };

export type OptInToPushMutationVariables = Exact<{
  input: OptInToPushInput;
}>;


export type OptInToPushMutation = { optInToPush:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'OptInToPushPayload' }
    | { __typename: 'VisitorNotFound', message: string }
   };

export type IdentifyMutationVariables = Exact<{
  input: IdentifyInput;
}>;


export type IdentifyMutation = { identify:
    | { __typename: 'ChannelNotAllowed', message: string }
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'IdentifierTaken', message: string }
    | { __typename: 'IdentifyPayload', successor: { visitorId: string, token: string } | null }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'ProofAlreadyUsed', message: string }
    | { __typename: 'ProofRefused', message: string }
    | { __typename: 'VisitorNotFound', message: string }
    | { __typename: 'VouchingNotAllowed', message: string }
   };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { sendMessage:
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'SendMessagePayload', conversation: { id: string } }
   };

export type SendReplyMutationVariables = Exact<{
  input: SendReplyInput;
}>;


export type SendReplyMutation = { sendReply:
    | { __typename: 'ConversationIsClosed', message: string }
    | { __typename: 'ConversationIsNotWithAi', message: string }
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MemberNotFound', message: string }
    | { __typename: 'SendReplyPayload' }
   };

export type RequestHandoverMutationVariables = Exact<{
  input: RequestHandoverInput;
}>;


export type RequestHandoverMutation = { requestHandover:
    | { __typename: 'ConversationIsNotWithAi', message: string }
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'RequestHandoverPayload' }
   };

export type TakeConversationMutationVariables = Exact<{
  input: TakeConversationInput;
}>;


export type TakeConversationMutation = { takeConversation:
    | { __typename: 'ConversationIsClosed', message: string }
    | { __typename: 'ConversationIsTaken', message: string }
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MemberNotFound', message: string }
    | { __typename: 'TakeConversationPayload' }
   };

export type CloseConversationMutationVariables = Exact<{
  input: CloseConversationInput;
}>;


export type CloseConversationMutation = { closeConversation:
    | { __typename: 'CloseConversationPayload' }
    | { __typename: 'ConversationNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
   };

export type UpdateWorkspaceMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type UpdateWorkspaceMutation = { updateWorkspace:
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'UpdateWorkspacePayload' }
   };

export type ResolveConflictMutationVariables = Exact<{
  input: ResolveConflictInput;
}>;


export type ResolveConflictMutation = { resolveConflict:
    | { __typename: 'ConflictIsNotOpen', message: string }
    | { __typename: 'ConflictNotFound', message: string }
    | { __typename: 'CustomerConfirmationRequired', message: string }
    | { __typename: 'IdentifierTaken', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MainValueChanged', mainVersion: number, message: string }
    | { __typename: 'ResolveConflictPayload', conflict: { __typename: 'ConflictField', id: string, field: ContactField, status: ConflictStatus, mainVersion: number, contact: { id: string, status: ContactStatus }, main:
          | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
          | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
          | { __typename: 'TextValue', text: string }
         | null, secondary:
          | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
          | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
          | { __typename: 'TextValue', text: string }
        , resolution: { choice: ConflictChoice, decidedBy: { type: ActorType } } | null } }
   };

export type ArchiveContactMutationVariables = Exact<{
  input: ArchiveContactInput;
}>;


export type ArchiveContactMutation = { archiveContact:
    | { __typename: 'ArchiveContactPayload', contact: { id: string, status: ContactStatus } }
    | { __typename: 'ContactNotFound', message: string }
    | { __typename: 'InvalidInput', message: string }
   };

export type ContactsPageQueryVariables = Exact<{
  after?: string | null | undefined;
  status?: ContactStatus | null | undefined;
}>;


export type ContactsPageQuery = { contacts: { edges: Array<{ node: { id: string, status: ContactStatus } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VisitorsPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type VisitorsPageQuery = { anonymousVisitors: { edges: Array<{ node: { id: string, contact: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConflictsPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ConflictsPageQuery = { conflicts: { edges: Array<{ node: { id: string, field: ContactField, visitor: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConflictByIdQueryVariables = Exact<{
  id: string;
}>;


export type ConflictByIdQuery = { node:
    | { __typename: 'AnonymousVisitor' }
    | { __typename: 'ConflictField', id: string, field: ContactField, status: ConflictStatus, mainVersion: number, contact: { id: string, status: ContactStatus }, main:
        | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
        | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
        | { __typename: 'TextValue', text: string }
       | null, secondary:
        | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
        | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
        | { __typename: 'TextValue', text: string }
      , resolution: { choice: ConflictChoice, decidedBy: { type: ActorType } } | null }
    | { __typename: 'Contact' }
    | { __typename: 'ContactList' }
    | { __typename: 'ContactMerge' }
    | { __typename: 'Conversation' }
    | { __typename: 'Import' }
    | { __typename: 'ImportMapping' }
    | { __typename: 'IntegrationKey' }
    | { __typename: 'Member' }
    | { __typename: 'Message' }
    | { __typename: 'SuspectedDuplicate' }
    | { __typename: 'Tag' }
    | { __typename: 'Workspace' }
   | null };

export type ContactByIdQueryVariables = Exact<{
  id: string;
}>;


export type ContactByIdQuery = { contact: { id: string, status: ContactStatus, displayName: string, email: string | null, phone: string | null } | null };

export type OwnMessagesQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnMessagesQuery = { viewer:
    | { __typename: 'IntegrationViewer' }
    | { __typename: 'MemberViewer' }
    | { __typename: 'VisitorViewer', conversations: { edges: Array<{ node: { messages: { edges: Array<{ node: { text: string } }> } } }> } }
   | null };

export type CountsQueryVariables = Exact<{ [key: string]: never; }>;


export type CountsQuery = { workspace: { counts: { identified: number, archived: number } } };

export type EventsPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsPageQuery = { identityEvents:
    | { __typename: 'IdentityEventConnection', edges: Array<{ node:
          | { __typename: 'AiAgentJoined', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'AlternateIdentifierRemoved', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'AnonymousVisitorRecorded', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictClosed', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictOpened', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, main:
              | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
              | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
              | { __typename: 'TextValue', text: string }
             | null, secondary:
              | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
              | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
              | { __typename: 'TextValue', text: string }
            , actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictResolved', conflictId: string, field: ContactField, choice: ConflictChoice, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictSuperseded', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConflictWithdrawn', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactArchived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
                | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
                | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
                | { __typename: 'TextValue', text: string }
               | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactFieldsVerified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, fields: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactReactivated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactTagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactUntagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactUpdated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
                | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
                | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
                | { __typename: 'TextValue', text: string }
               | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactsImported', importId: string, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, counts: { rows: number, created: number, refused: number }, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ContactsMerged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationClosed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationOpened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationRead', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ConversationTaken', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'DetailsAsked', askedFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'DetailsGiven', givenFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'DuplicateDismissed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'DuplicateSuspected', duplicateReason: DuplicateReason, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'DuplicateWithdrawn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'EventErased', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'HandoverRequested', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ImportUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ListCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ListDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ListRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'MergeUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'MessageReceived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'MessageSent', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'PushOptedIn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'PushOptedOut', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'ResyncRequired', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'TagCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'TagDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'TagRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorDetailsClaimed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, claims: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorIdentified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorProven', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorUnlinked', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
          | { __typename: 'VisitorUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
         }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }
    | { __typename: 'ResyncRequired' }
   };

export type FollowEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowEventsSubscription = { identityEvents:
    | { __typename: 'AiAgentJoined', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'AlternateIdentifierRemoved', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'AnonymousVisitorRecorded', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictClosed', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictOpened', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, main:
        | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
        | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
        | { __typename: 'TextValue', text: string }
       | null, secondary:
        | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
        | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
        | { __typename: 'TextValue', text: string }
      , actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictResolved', conflictId: string, field: ContactField, choice: ConflictChoice, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictSuperseded', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConflictWithdrawn', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactArchived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
          | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
          | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
          | { __typename: 'TextValue', text: string }
         | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactFieldsVerified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, fields: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactReactivated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactTagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactUntagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactUpdated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
          | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
          | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
          | { __typename: 'TextValue', text: string }
         | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactsImported', importId: string, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, counts: { rows: number, created: number, refused: number }, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ContactsMerged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationClosed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationOpened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationRead', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ConversationTaken', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'DetailsAsked', askedFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'DetailsGiven', givenFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'DuplicateDismissed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'DuplicateSuspected', duplicateReason: DuplicateReason, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'DuplicateWithdrawn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'EventErased', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'HandoverRequested', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ImportUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ListCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ListDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ListRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'MergeUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'MessageReceived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'MessageSent', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'PushOptedIn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'PushOptedOut', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'ResyncRequired', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'TagCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'TagDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'TagRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorDetailsClaimed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, claims: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorIdentified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorProven', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorUnlinked', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
    | { __typename: 'VisitorUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null }
   };

type Value_AddressValue_Fragment = { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } };

type Value_AttributesValue_Fragment = { __typename: 'AttributesValue', attributes: Record<string, unknown> };

type Value_TextValue_Fragment = { __typename: 'TextValue', text: string };

export type ValueFragment =
  | Value_AddressValue_Fragment
  | Value_AttributesValue_Fragment
  | Value_TextValue_Fragment
;

export type ConflictFragment = { __typename: 'ConflictField', id: string, field: ContactField, status: ConflictStatus, mainVersion: number, contact: { id: string, status: ContactStatus }, main:
    | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
    | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
    | { __typename: 'TextValue', text: string }
   | null, secondary:
    | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
    | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
    | { __typename: 'TextValue', text: string }
  , resolution: { choice: ConflictChoice, decidedBy: { type: ActorType } } | null };

type Event_AiAgentJoined_Fragment = { __typename: 'AiAgentJoined', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_AlternateIdentifierRemoved_Fragment = { __typename: 'AlternateIdentifierRemoved', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_AnonymousVisitorRecorded_Fragment = { __typename: 'AnonymousVisitorRecorded', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictClosed_Fragment = { __typename: 'ConflictClosed', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictOpened_Fragment = { __typename: 'ConflictOpened', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, main:
    | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
    | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
    | { __typename: 'TextValue', text: string }
   | null, secondary:
    | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
    | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
    | { __typename: 'TextValue', text: string }
  , actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictReopened_Fragment = { __typename: 'ConflictReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictResolved_Fragment = { __typename: 'ConflictResolved', conflictId: string, field: ContactField, choice: ConflictChoice, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictSuperseded_Fragment = { __typename: 'ConflictSuperseded', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConflictWithdrawn_Fragment = { __typename: 'ConflictWithdrawn', conflictId: string, field: ContactField, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactArchived_Fragment = { __typename: 'ContactArchived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactAssigned_Fragment = { __typename: 'ContactAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactCreated_Fragment = { __typename: 'ContactCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
      | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
      | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
      | { __typename: 'TextValue', text: string }
     | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactDeleted_Fragment = { __typename: 'ContactDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactFieldsVerified_Fragment = { __typename: 'ContactFieldsVerified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, fields: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactListed_Fragment = { __typename: 'ContactListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactReactivated_Fragment = { __typename: 'ContactReactivated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactTagged_Fragment = { __typename: 'ContactTagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactUnlisted_Fragment = { __typename: 'ContactUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactUntagged_Fragment = { __typename: 'ContactUntagged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactUpdated_Fragment = { __typename: 'ContactUpdated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, changes: Array<{ field: ContactField, next:
      | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
      | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
      | { __typename: 'TextValue', text: string }
     | null }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactsImported_Fragment = { __typename: 'ContactsImported', importId: string, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, counts: { rows: number, created: number, refused: number }, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ContactsMerged_Fragment = { __typename: 'ContactsMerged', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationAssigned_Fragment = { __typename: 'ConversationAssigned', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationClosed_Fragment = { __typename: 'ConversationClosed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationOpened_Fragment = { __typename: 'ConversationOpened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationRead_Fragment = { __typename: 'ConversationRead', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationReopened_Fragment = { __typename: 'ConversationReopened', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ConversationTaken_Fragment = { __typename: 'ConversationTaken', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_DetailsAsked_Fragment = { __typename: 'DetailsAsked', askedFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_DetailsGiven_Fragment = { __typename: 'DetailsGiven', givenFields: Array<ContactField>, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_DuplicateDismissed_Fragment = { __typename: 'DuplicateDismissed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_DuplicateSuspected_Fragment = { __typename: 'DuplicateSuspected', duplicateReason: DuplicateReason, cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_DuplicateWithdrawn_Fragment = { __typename: 'DuplicateWithdrawn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_EventErased_Fragment = { __typename: 'EventErased', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_HandoverRequested_Fragment = { __typename: 'HandoverRequested', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ImportUndone_Fragment = { __typename: 'ImportUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ListCreated_Fragment = { __typename: 'ListCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ListDeleted_Fragment = { __typename: 'ListDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ListRenamed_Fragment = { __typename: 'ListRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_MergeUndone_Fragment = { __typename: 'MergeUndone', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_MessageReceived_Fragment = { __typename: 'MessageReceived', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_MessageSent_Fragment = { __typename: 'MessageSent', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, message: { text: string } | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_PushOptedIn_Fragment = { __typename: 'PushOptedIn', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_PushOptedOut_Fragment = { __typename: 'PushOptedOut', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_ResyncRequired_Fragment = { __typename: 'ResyncRequired', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_TagCreated_Fragment = { __typename: 'TagCreated', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_TagDeleted_Fragment = { __typename: 'TagDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_TagRenamed_Fragment = { __typename: 'TagRenamed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorDeleted_Fragment = { __typename: 'VisitorDeleted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorDetailsClaimed_Fragment = { __typename: 'VisitorDetailsClaimed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, claims: Array<{ field: ContactField }>, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorIdentified_Fragment = { __typename: 'VisitorIdentified', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorListed_Fragment = { __typename: 'VisitorListed', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorProven_Fragment = { __typename: 'VisitorProven', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorUnlinked_Fragment = { __typename: 'VisitorUnlinked', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

type Event_VisitorUnlisted_Fragment = { __typename: 'VisitorUnlisted', cursor: string, occurredAt: string, channel: Channel | null, contactId: string | null, visitorId: string | null, actor: { type: ActorType }, contact: { displayName: string } | null, visitor: { label: string } | null };

export type EventFragment =
  | Event_AiAgentJoined_Fragment
  | Event_AlternateIdentifierRemoved_Fragment
  | Event_AnonymousVisitorRecorded_Fragment
  | Event_ConflictClosed_Fragment
  | Event_ConflictOpened_Fragment
  | Event_ConflictReopened_Fragment
  | Event_ConflictResolved_Fragment
  | Event_ConflictSuperseded_Fragment
  | Event_ConflictWithdrawn_Fragment
  | Event_ContactArchived_Fragment
  | Event_ContactAssigned_Fragment
  | Event_ContactCreated_Fragment
  | Event_ContactDeleted_Fragment
  | Event_ContactFieldsVerified_Fragment
  | Event_ContactListed_Fragment
  | Event_ContactReactivated_Fragment
  | Event_ContactTagged_Fragment
  | Event_ContactUnlisted_Fragment
  | Event_ContactUntagged_Fragment
  | Event_ContactUpdated_Fragment
  | Event_ContactsImported_Fragment
  | Event_ContactsMerged_Fragment
  | Event_ConversationAssigned_Fragment
  | Event_ConversationClosed_Fragment
  | Event_ConversationOpened_Fragment
  | Event_ConversationRead_Fragment
  | Event_ConversationReopened_Fragment
  | Event_ConversationTaken_Fragment
  | Event_DetailsAsked_Fragment
  | Event_DetailsGiven_Fragment
  | Event_DuplicateDismissed_Fragment
  | Event_DuplicateSuspected_Fragment
  | Event_DuplicateWithdrawn_Fragment
  | Event_EventErased_Fragment
  | Event_HandoverRequested_Fragment
  | Event_ImportUndone_Fragment
  | Event_ListCreated_Fragment
  | Event_ListDeleted_Fragment
  | Event_ListRenamed_Fragment
  | Event_MergeUndone_Fragment
  | Event_MessageReceived_Fragment
  | Event_MessageSent_Fragment
  | Event_PushOptedIn_Fragment
  | Event_PushOptedOut_Fragment
  | Event_ResyncRequired_Fragment
  | Event_TagCreated_Fragment
  | Event_TagDeleted_Fragment
  | Event_TagRenamed_Fragment
  | Event_VisitorDeleted_Fragment
  | Event_VisitorDetailsClaimed_Fragment
  | Event_VisitorIdentified_Fragment
  | Event_VisitorListed_Fragment
  | Event_VisitorProven_Fragment
  | Event_VisitorUnlinked_Fragment
  | Event_VisitorUnlisted_Fragment
;

export type ChangeFragment = { field: ContactField, next:
    | { __typename: 'AddressValue', address: { line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null, country: string | null } }
    | { __typename: 'AttributesValue', attributes: Record<string, unknown> }
    | { __typename: 'TextValue', text: string }
   | null };

export type ImportByIdQueryVariables = Exact<{
  id: string;
}>;


export type ImportByIdQuery = { node:
    | { __typename: 'AnonymousVisitor' }
    | { __typename: 'ConflictField' }
    | { __typename: 'Contact' }
    | { __typename: 'ContactList' }
    | { __typename: 'ContactMerge' }
    | { __typename: 'Conversation' }
    | { __typename: 'Import', state: ImportState, dialect: { encoding: ImportEncoding, delimiter: ImportDelimiter } | null, preview: { counts: { rows: number, created: number, conflicting: number, filled: number, unchanged: number, repeated: number, refused: number } } | null, result: { rows: number, created: number, conflicting: number, filled: number, unchanged: number, repeated: number, refused: number } | null, differences: Array<{ count: ImportCount }> }
    | { __typename: 'ImportMapping' }
    | { __typename: 'IntegrationKey' }
    | { __typename: 'Member' }
    | { __typename: 'Message' }
    | { __typename: 'SuspectedDuplicate' }
    | { __typename: 'Tag' }
    | { __typename: 'Workspace' }
   | null };

export type PreviewImportMutationVariables = Exact<{
  input: PreviewImportInput;
}>;


export type PreviewImportMutation = { previewImport:
    | { __typename: 'ImportFileGone', message: string }
    | { __typename: 'ImportMappingIncomplete', message: string }
    | { __typename: 'ImportNotFound', message: string }
    | { __typename: 'ImportNotReady', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'PreviewImportPayload' }
   };

export type RunImportMutationVariables = Exact<{
  input: RunImportInput;
}>;


export type RunImportMutation = { runImport:
    | { __typename: 'ImportNotFound', message: string }
    | { __typename: 'ImportNotReady', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'RunImportPayload' }
   };

export type ExportContactsMutationVariables = Exact<{
  input: ExportContactsInput;
}>;


export type ExportContactsMutation = { exportContacts:
    | { __typename: 'ExportContactsPayload', url: string }
    | { __typename: 'InvalidInput', message: string }
   };

export type ImportProgressSubscriptionVariables = Exact<{
  importId: string;
}>;


export type ImportProgressSubscription = { importProgress: { state: ImportState } };

export type ImportCountsFragment = { rows: number, created: number, conflicting: number, filled: number, unchanged: number, repeated: number, refused: number };

export const ValueFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}}]} as unknown as DocumentNode<ValueFragment, unknown>;
export const ConflictFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictField"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"mainVersion"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resolution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"choice"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}}]} as unknown as DocumentNode<ConflictFragment, unknown>;
export const ChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}}]} as unknown as DocumentNode<ChangeFragment, unknown>;
export const EventFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Event"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"contactId"}},{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"visitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactUpdated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactFieldsVerified"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VisitorDetailsClaimed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claims"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictOpened"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictSuperseded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictResolved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"choice"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictWithdrawn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactsImported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importId"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateSuspected"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsAsked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedFields"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsGiven"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"givenFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}}]} as unknown as DocumentNode<EventFragment, unknown>;
export const ImportCountsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ImportCounts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImportCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"conflicting"}},{"kind":"Field","name":{"kind":"Name","value":"filled"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"repeated"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]} as unknown as DocumentNode<ImportCountsFragment, unknown>;
export const SignInMemberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInMember"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MemberSessionPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMemberMutation, SignInMemberMutationVariables>;
export const RenewMemberSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewMemberSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenewMemberSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewMemberSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MemberSessionPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RenewMemberSessionMutation, RenewMemberSessionMutationVariables>;
export const SignInAnonymouslyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInAnonymously"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInAnonymouslyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInAnonymously"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInAnonymouslyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"token"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInAnonymouslyMutation, SignInAnonymouslyMutationVariables>;
export const OptInToPushDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OptInToPush"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OptInToPushInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optInToPush"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OptInToPushMutation, OptInToPushMutationVariables>;
export const IdentifyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Identify"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IdentifyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identify"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentifyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"token"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<IdentifyMutation, IdentifyMutationVariables>;
export const SendMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SendMessagePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conversation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SendMessageMutation, SendMessageMutationVariables>;
export const SendReplyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendReply"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendReplyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendReply"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SendReplyMutation, SendReplyMutationVariables>;
export const RequestHandoverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestHandover"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestHandoverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestHandover"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestHandoverMutation, RequestHandoverMutationVariables>;
export const TakeConversationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeConversation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TakeConversationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeConversation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TakeConversationMutation, TakeConversationMutationVariables>;
export const CloseConversationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseConversation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseConversationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeConversation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseConversationMutation, CloseConversationMutationVariables>;
export const UpdateWorkspaceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateWorkspace"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateWorkspaceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateWorkspace"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateWorkspaceMutation, UpdateWorkspaceMutationVariables>;
export const ResolveConflictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResolveConflict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResolveConflictInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resolveConflict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResolveConflictPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Conflict"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MainValueChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mainVersion"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictField"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"mainVersion"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resolution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"choice"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}}]} as unknown as DocumentNode<ResolveConflictMutation, ResolveConflictMutationVariables>;
export const ArchiveContactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ArchiveContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ArchiveContactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"archiveContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ArchiveContactPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ArchiveContactMutation, ArchiveContactMutationVariables>;
export const ContactsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContactsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ContactStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ContactsPageQuery, ContactsPageQueryVariables>;
export const VisitorsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VisitorsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"anonymousVisitors"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<VisitorsPageQuery, VisitorsPageQueryVariables>;
export const ConflictsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConflictsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflicts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"OPEN"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"visitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ConflictsPageQuery, ConflictsPageQueryVariables>;
export const ConflictByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConflictById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Conflict"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictField"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"mainVersion"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resolution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"choice"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}}]} as unknown as DocumentNode<ConflictByIdQuery, ConflictByIdQueryVariables>;
export const ContactByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ContactById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}}]} as unknown as DocumentNode<ContactByIdQuery, ContactByIdQueryVariables>;
export const OwnMessagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnMessages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VisitorViewer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conversations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OwnMessagesQuery, OwnMessagesQueryVariables>;
export const CountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identified"}},{"kind":"Field","name":{"kind":"Name","value":"archived"}}]}}]}}]}}]} as unknown as DocumentNode<CountsQuery, CountsQueryVariables>;
export const EventsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityEventConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Event"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Event"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"contactId"}},{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"visitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactUpdated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactFieldsVerified"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VisitorDetailsClaimed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claims"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictOpened"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictSuperseded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictResolved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"choice"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictWithdrawn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactsImported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importId"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateSuspected"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsAsked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedFields"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsGiven"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"givenFields"}}]}}]}}]} as unknown as DocumentNode<EventsPageQuery, EventsPageQueryVariables>;
export const FollowEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Event"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Value"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TextValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddressValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line1"}},{"kind":"Field","name":{"kind":"Name","value":"line2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttributesValue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"next"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Event"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"contactId"}},{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"visitor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactUpdated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactFieldsVerified"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VisitorDetailsClaimed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claims"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictOpened"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"main"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Value"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictSuperseded"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictResolved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"choice"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictWithdrawn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conflictId"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ContactsImported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importId"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateSuspected"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"duplicateReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsAsked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedFields"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DetailsGiven"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"givenFields"}}]}}]}}]} as unknown as DocumentNode<FollowEventsSubscription, FollowEventsSubscriptionVariables>;
export const ImportByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Import"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dialect"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"encoding"}},{"kind":"Field","name":{"kind":"Name","value":"delimiter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ImportCounts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ImportCounts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ImportCounts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImportCounts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"conflicting"}},{"kind":"Field","name":{"kind":"Name","value":"filled"}},{"kind":"Field","name":{"kind":"Name","value":"unchanged"}},{"kind":"Field","name":{"kind":"Name","value":"repeated"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}}]}}]} as unknown as DocumentNode<ImportByIdQuery, ImportByIdQueryVariables>;
export const PreviewImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PreviewImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PreviewImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previewImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PreviewImportMutation, PreviewImportMutationVariables>;
export const RunImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RunImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RunImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RunImportMutation, RunImportMutationVariables>;
export const ExportContactsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExportContacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExportContactsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"exportContacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExportContactsPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ExportContactsMutation, ExportContactsMutationVariables>;
export const ImportProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ImportProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"importId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"importId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"importId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<ImportProgressSubscription, ImportProgressSubscriptionVariables>;