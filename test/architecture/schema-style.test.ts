import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { schemaRules } from "./schema-style.ts";

/** A small schema that keeps every rule. Lines are found and replaced by the planted faults below. */
const lawful = `
"An event's place in the log, opaque." scalar Cursor
"A moment in time, ISO 8601." scalar DateTime
"What can be found again by its id." interface Node {
  "Opaque and never reused." id: ID!
}
"Why nothing was done." interface Refusal {
  "A sentence for people." message: String!
  "A word for programs." code: RefusalCode!
}
"Every reason to refuse." enum RefusalCode {
  "No such contact." CONTACT_NOT_FOUND
}
"No contact of this workspace has that id." type ContactNotFound implements Refusal {
  "A sentence for people." message: String!
  "A word for programs." code: RefusalCode!
}
"A known person of the business." type Contact implements Node {
  "Opaque and never reused." id: ID!
  "Since when it is archived." archivedAt: DateTime
  "Shown or hidden away." status: ContactStatus!
  "Where the person lives." contactAddress: Address
  "Other names it went by." aliases: [String!]!
  "One for each device." visitors("How many, at most 100." first: Int, "Where to go on." after: String): VisitorConnection!
}
"Where someone lives, in parts." type Address {
  "The town or the city." city: String
}
"Whether it is in daily use." enum ContactStatus {
  "In daily use." ACTIVE
}
"One browser or device." type Visitor implements Node {
  "Opaque and never reused." id: ID!
}
"A page of visitors." type VisitorConnection {
  "The page itself." edges: [VisitorEdge!]!
  "Whether there is more." pageInfo: PageInfo!
}
"A visitor in its page." type VisitorEdge {
  "The visitor itself." node: Visitor!
}
"Whether there is more." type PageInfo {
  "There is a next page." hasNextPage: Boolean!
}
"Who did something." type Actor {
  "The name to show." name: String!
}
"Something that happened." interface IdentityEvent {
  "Its place in the log." cursor: Cursor!
  "When it happened." occurredAt: DateTime!
  "Who made it happen." actor: Actor!
}
"A contact was archived." type ContactArchived implements IdentityEvent {
  "Its place in the log." cursor: Cursor!
  "When it happened." occurredAt: DateTime!
  "Who made it happen." actor: Actor!
  "The contact as it is now." contact: Contact
}
"Whom to archive." input ArchiveContactInput {
  "Which contact it is." contactId: ID!
}
"What archiving answers." union ArchiveContactResult = ArchiveContactPayload | ContactNotFound
"The archived contact." type ArchiveContactPayload {
  "The archived contact." contact: Contact!
}
"Everything to read." type Query {
  "One contact by id." contact("Which contact it is." id: ID!): Contact
}
"Everything to do." type Mutation {
  "Hides a contact." archiveContact("Whom to archive." input: ArchiveContactInput!): ArchiveContactResult!
}
"Everything to follow." type Subscription {
  "Follows the log." identityEvents("Where to go on." after: Cursor): IdentityEvent!
}`;

/** A fault: its rule, what it replaces, by what, and the place that the rule is to name. */
const planted: [rule: string, sound: string, fault: string, place: string][] = [
  ["S1-described", '"A known person of the business." type', "type", "Contact"],
  ["S1-described", '"Since when it is archived." arch', "arch", "Contact.archivedAt"],
  ["S1-described", '"Whom to archive." input:', "input:", "Mutation.archiveContact(input:)"],
  [
    "S1-described",
    '"Which contact it is." contactId',
    "contactId",
    "ArchiveContactInput.contactId",
  ],
  ["S1-described", '"In daily use." ACTIVE', '" " ACTIVE', "ContactStatus.ACTIVE"],
  ["S1-words-not-tables", "aliases", "other_names", "Contact.other_names"],
  ["S1-words-not-tables", "ACTIVE", "Active", "ContactStatus.Active"],
  ["S1-words-not-tables", "Actor", "ActorRecord", "ActorRecord"],
  ["S1-words-not-tables", "aliases: [String!]!", "listIds: [ID!]!", "Contact.listIds"],
  ["S2-one-input", "ArchiveContactInput!)", "ArchiveContactInput)", "Mutation.archiveContact"],
  [
    "S2-one-input",
    "input: ArchiveContactInput!",
    'input: ArchiveContactInput!, "Why it is done." why: String',
    "Mutation.archiveContact",
  ],
  ["S2-verb-first", "archiveContact(", "contactArchive(", "Mutation.contactArchive"],
  [
    "S3-answers-a-result-union",
    "): ArchiveContactResult!",
    "): ArchiveContactPayload!",
    "Mutation.archiveContact",
  ],
  [
    "S3-answers-a-result-union",
    "): ArchiveContactResult!",
    "): ArchiveContactResult",
    "Mutation.archiveContact",
  ],
  [
    "S3-one-payload-else-refusals",
    "ArchiveContactPayload | ContactNotFound",
    "ArchiveContactPayload | ContactNotFound | Contact",
    "ArchiveContactResult",
  ],
  [
    "S3-refusals-are-present-states",
    "ContactNotFound",
    "ContactNotFoundError",
    "ContactNotFoundError",
  ],
  ["S3-refusal-says-code-and-message", "code: RefusalCode!", "code: String!", "Refusal.code"],
  ["S3-refusal-says-code-and-message", "message: String!", "message: String", "Refusal.message"],
  ["S4-lists-hold-no-null", "[String!]!", "[String]!", "Contact.aliases"],
  ["S4-lists-hold-no-null", "[String!]!", "[String!]", "Contact.aliases"],
  ["S4-connection-names", "VisitorConnection", "ContactVisitors", "ContactVisitors"],
  ["S4-connections-are-paged-forward", "after: String", "cursor: String", "Contact.visitors"],
  ["S4-no-offsets", "after: String", "offset: Int", "Contact.visitors(offset:)"],
  [
    "S4-unbounded-is-a-connection",
    "aliases: [String!]!",
    "friends: [Contact!]!",
    "Contact.friends",
  ],
  ["S5-ids", "type Visitor implements Node", "type Visitor", "Visitor.id"],
  ["S5-ids", "id: ID!\n", "id: Int!\n", "Visitor.id"],
  ["S5-at-is-a-date-time", "archivedAt: DateTime", "archivedAt: String", "Contact.archivedAt"],
  ["S5-at-is-a-date-time", "archivedAt: DateTime", "archived: DateTime", "Contact.archived"],
  ["S5-closed-sets-are-enums", "status: ContactStatus!", "status: String!", "Contact.status"],
  [
    "S5-addresses-are-structured",
    "contactAddress: Address",
    "contactAddress: String",
    "Contact.contactAddress",
  ],
  [
    "S6-event-interface",
    "occurredAt: DateTime!",
    "occurredAt: DateTime",
    "IdentityEvent.occurredAt",
  ],
  ["S6-events-are-past-participles", "ContactArchived", "ArchiveOfContact", "ArchiveOfContact"],
  [
    "S6-live-objects-may-be-gone",
    'as it is now." contact: Contact',
    'as it is now." contact: Contact!',
    "ContactArchived.contact",
  ],
  [
    "S6-subscriptions-resume",
    '("Where to go on." after: Cursor)',
    "",
    "Subscription.identityEvents",
  ],
  [
    "S7-deprecated-with-a-reason",
    "archivedAt: DateTime",
    "archivedAt: DateTime @deprecated",
    "Contact.archivedAt",
  ],
];

describe("schema.graphql is written by the rules", () => {
  test.each(Object.entries(schemaRules))("%s", (_, rule) => {
    expect(rule(buildSchema(readFileSync("schema.graphql", "utf8")))).toEqual([]);
  });
});

describe("each rule can fail", () => {
  test.each(Object.entries(schemaRules))("%s holds for a lawful schema", (_, rule) => {
    expect(rule(buildSchema(lawful))).toEqual([]);
  });

  test.each(planted)("%s catches `%s` become `%s`", (rule, sound, fault, place) => {
    const spoilt = lawful.replaceAll(sound, fault);
    expect(spoilt).not.toBe(lawful);
    const schema = buildSchema(spoilt, { assumeValidSDL: true });
    const places = schemaRules[rule]?.(schema).map((line) => line.slice(0, line.indexOf(": ")));
    expect(places).toContain(place);
  });

  test("for every rule a fault is planted", () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(Object.keys(schemaRules)));
  });
});
