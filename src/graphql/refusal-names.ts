/** Every refusal of the API: the name of its GraphQL type (its code is the same in capitals), and what it says. */
export const REFUSALS = {
  InvalidInput:
    "One or more given values can't be taken. Each problem names the place in the input; values are never repeated.",
  ContactNotFound: "No contact of this workspace has that id.",
  ContactMerged:
    "The contact was merged into another one, and what was asked can't be done by its old id. The answer names the one that survived.",
  VisitorIsLinked:
    "The visitor belongs to a contact: delete the contact, or unlink the visitor first.",
  DeletionNotConfirmed:
    "Deleting is for good, and needs the `confirmation` of a preview of exactly what goes. The answer has a new one.",
  MergeWithItself: "A contact can't be merged with itself.",
  MergeNotFound: "No merge of this workspace has that id.",
  MergeAlreadyUndone: "The merge was undone before.",
  LaterMergeFirst:
    "The surviving contact was merged again since: merges are undone latest first. The answer names the later one.",
  VisitorNotFound: "No visitor of this workspace has that id, or it has not interacted yet.",
  ListNotFound: "No list of this workspace has that id.",
  TagNotFound: "No tag of this workspace has that id. The answer names those that are not there.",
  PeopleNotFound:
    "Some of the contacts or visitors are not there, so nothing was done for any. The answer names those that are not.",
  NameTaken:
    "Another list, tag or mapping of imports has that name: names that differ in case or white space are one.",
  DefaultListStays:
    "The list of those who had a conversation belongs to the product: it can be neither renamed nor deleted.",
  SuspectedDuplicateNotFound: "No suspected duplicate of this workspace has that id.",
  ConflictNotFound: "No conflict of this workspace has that id.",
  ActivityNotAllowed: "An AI agent signals that it types and that it stopped, and nothing else.",
  ConversationNotFound: "No conversation that this caller may name has that id.",
  ConversationIsClosed: "The conversation is closed: open it again first.",
  ConversationIsTaken:
    "Another member has the conversation. The answer names who; `assignConversation` takes it over.",
  ConversationIsNotWithAi:
    "An AI agent neither speaks nor hands over where an agent has the conversation, nor in one that is closed.",
  MessageNotFound: "No message of that conversation has that id.",
  IdentifierTaken: "The email or phone belongs to somebody else in this workspace.",
  IdentifierNotFound: "The contact does not have that email or phone.",
  IdentifierIsMain:
    "The email or phone is the contact's main one: change or clear the field instead of removing an alternate.",
  ProofRefused: "The signed proof can't be believed.",
  ProofAlreadyUsed: "The signed proof was used before. A proof can be used once.",
  DetailsMissing:
    "A contact made by hand needs a first name, a last name, and an email or a phone.",
  VisitorIsNotLinked: "The visitor is not linked to a contact, so there is nothing to unlink.",
  ConflictIsNotOpen: "The conflict is no longer one that can be decided.",
  MainValueChanged:
    "The main value is not the one that was being looked at: somebody changed it meanwhile. The answer says what it is now.",
  CustomerConfirmationRequired:
    "Choosing the secondary value needs `customerConfirmed: true`: ask the customer first.",
  ChannelNotAllowed: "This caller may not speak for that channel.",
  VouchingNotAllowed:
    "This integration key may not vouch for values: `verified: true` needs the scope `IDENTIFY_VERIFIED`.",
  WorkspaceNotFound: "There is no workspace with that id.",
  SignInRefused: "Email and password do not belong together, or not in that workspace.",
  SessionEnded: "The renewal token is unknown, used up, expired or revoked: sign in again.",
  MemberNotFound: "No member of this workspace has that id.",
  LastAdmin: "The workspace would be left without an admin.",
  IntegrationKeyNotFound: "No integration key of this workspace has that id.",
  ImportFileRefused: "The file is not taken: `fileProblem` says why.",
  ImportNotFound: "No import of this workspace has that id.",
  ImportNotReady:
    "The import is in a state in which that can't be done. The answer has the import as it is.",
  ImportTouched:
    "Somebody else has touched contacts that the import made or changed, so it can't be undone as a whole.",
  ImportFileGone:
    "The file of the import was removed, because it was not run in time. Upload it again.",
  ImportMappingIncomplete:
    "The file can't be imported by its columns: something that every contact needs is not mapped, or two columns are the same thing.",
  ImportMappingNotFound: "No mapping of imports of this workspace has that id.",
  TooManyImportMappings: "The workspace has as many mappings of imports as it may: delete some.",
} as const;

export type RefusalName = keyof typeof REFUSALS;
