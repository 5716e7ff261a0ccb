// How an integrator tells a history: from the fields of the API alone.

/** All that the sentences need. Given as `nodes { ...event }` of `Contact.history`. */
export const EVENT = `fragment event on IdentityEvent { __typename occurredAt channel contactId
  actor { type member { name } visitor { label } integrationKey { name } }
  visitor { label } conversationId
  ... on ContactCreated { changes { ...change } }
  ... on ContactUpdated { updateCause changes { ...change } }
  ... on ContactFieldsVerified { fields { field value { ...value } } }
  ... on AlternateIdentifierRemoved { identifierKind value }
  ... on ContactReactivated { reactivationCause }
  ... on ListEvent { list { name } }
  ... on TagEvent { tag { name } }
  ... on AssignmentEvent { assignmentCause assignee { name } previousAssignee { name } }
  ... on ConflictOpened { field main { ...value } secondary { ...value } }
  ... on ConflictResolved { field choice main { ...value } secondary { ...value } customerConfirmed }
  ... on ConflictEvent { field }
  ... on VisitorUnlinked { unlinkCause }
  ... on ContactsMerged { mergeCause merge { mergedContact { displayName email } } changes { ...change } }
  ... on MergeUndone { merge { mergedContact { displayName email } } changes { ...change } } }
fragment change on FieldChange { field previous { ...value } next { ...value } verified previousBecomes }
fragment value on FieldValue { ... on TextValue { text } ... on AddressValue { address { line1 city country } }
  ... on AttributesValue { attributes } }`;

// biome-ignore lint/suspicious/noExplicitAny: what the API answers, which the query above selects.
type Answer = any;

/** An event of a contact as a sentence: who did what, from which value to which, and through which channel. */
export const sentencesOf = (contactId: string) => (event: Answer) => {
  const through = event.channel === null ? "by hand" : `over ${event.channel}`;
  const isOther = event.contactId !== contactId;
  return `${isOther ? "Of a contact that was merged into it: " : ""}${who(event.actor)} ${what(event)} ${through}.`;
};

function who({ type, member, visitor, integrationKey }: Answer): string {
  if (type === "SYSTEM") return "The service";
  return member?.name ?? visitor?.label ?? integrationKey?.name;
}

function what(event: Answer): string {
  const field = event.field && label(event.field);
  switch (event.__typename) {
    case "ContactCreated":
      return `made the contact with ${event.changes.map(set).join(", ")}`;
    case "ContactUpdated":
      return `${VERBS[event.updateCause]} ${event.changes.map(changed).join(", ")}`;
    case "ContactFieldsVerified":
      return `proved ${event.fields.map((one: Answer) => `${label(one.field)} ${text(one.value)}`).join(", ")}`;
    case "AlternateIdentifierRemoved":
      return `took the ${label(event.identifierKind)} ${event.value} away`;
    case "ContactArchived":
      return "archived the contact";
    case "ContactReactivated":
      return event.reactivationCause === "MESSAGE"
        ? "reactivated the contact by writing"
        : "unarchived the contact";
    case "ContactListed":
      return `put the contact on the list ${event.list.name}`;
    case "ContactUnlisted":
      return `took the contact off the list ${event.list.name}`;
    case "ContactTagged":
      return `tagged the contact ${event.tag.name}`;
    case "ContactUntagged":
      return `took the tag ${event.tag.name} off the contact`;
    case "ContactAssigned":
      return assigned("the contact", event);
    case "ConversationAssigned":
      return assigned("the conversation", event);
    case "ConversationOpened":
      return "opened a conversation";
    case "MessageReceived":
      return "wrote a message";
    case "ConflictOpened":
      return `said the ${field} is ${text(event.secondary)}, where it is ${text(event.main)},`;
    case "ConflictResolved":
      return event.choice === "SECONDARY"
        ? `took the ${field} ${text(event.secondary)} in place of ${text(event.main)}${event.customerConfirmed ? ", which the customer confirmed," : ""}`
        : `kept the ${field} ${text(event.main)} and not ${text(event.secondary)}`;
    case "ConflictSuperseded":
      return `so put aside what had been said of the ${field} before`;
    case "VisitorIdentified":
      return `made itself known as ${event.visitor.label}`;
    case "VisitorProven":
      return `proved that ${event.visitor.label} is the contact`;
    case "ContactsMerged":
      return `merged ${name(event.merge)} into the contact${gains(event.changes)}`;
    case "MergeUndone":
      return `took ${name(event.merge)} out of the contact again${gains(event.changes)}`;
    default:
      throw new Error(`no sentence for ${event.__typename}`);
  }
}

const VERBS: { [cause: string]: string } = {
  FILLED: "filled in",
  LAST_UPDATE: "updated",
  EDITED: "changed",
  RESOLVED: "so changed",
  IMPORTED: "overwrote",
  IMPORT_UNDONE: "put back",
};
const label = (field: string) => field.toLowerCase().replace("_", " ");
const name = ({ mergedContact: { displayName, email } }: Answer) => `${displayName} (${email})`;
const set = ({ field, next }: Answer) => `${label(field)} ${text(next)}`;
const changed = ({ field, previous, next }: Answer) =>
  previous === null
    ? `${label(field)} ${text(next)}`
    : `${label(field)} from ${text(previous)} to ${text(next)}`;
const gains = (changes: Answer[]) =>
  changes.length === 0 ? "" : `, with ${changes.map(changed).join(", ")},`;

function assigned(thing: string, { assignee, previousAssignee, assignmentCause }: Answer): string {
  const from = previousAssignee === null ? "" : ` from ${previousAssignee.name}`;
  if (assignmentCause === "CONTACT_ASSIGNEE")
    return `brought ${thing}${from} to ${assignee.name}, whose contact it is,`;
  if (assignmentCause === "MEMBER_REMOVED")
    return `took ${thing}${from}, who was removed, to nobody`;
  return assignee === null
    ? `took ${thing}${from} to nobody`
    : `assigned ${thing}${from} to ${assignee.name}`;
}

function text(value: Answer): string {
  if (value === null) return "nothing";
  if (value.text !== undefined) return value.text;
  const parts = Object.values(value.address ?? value.attributes);
  return parts.filter((part) => part !== null).join(", ");
}
