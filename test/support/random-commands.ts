import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { IdentityWriter } from "../../src/actions/identity-writer.ts";
import type { LogEvent } from "../../src/database/event-row.ts";
import type { WriteCommand } from "../../src/database/load-request.ts";
import type { IdentityCommand } from "../../src/identity/commands.ts";
import { IMPORT_POLICIES } from "../../src/identity/import-model.ts";
import type {
  Channel,
  FieldName,
  FieldValue,
  GroupingKind,
  Sender,
} from "../../src/identity/model.ts";
import type { WorkingState } from "../../src/identity/working-state.ts";
import { type ConversingState, carryOut, conversing } from "../core/support/conversing.ts";
import { head, identifyCommand, startState } from "./identity-workspace.ts";
import { asked, isTalkOperation, talkCommand, talkOperations } from "./random-talks.ts";

/** Few people and few identifiers, so that they collide. */
const EMAILS = ["a@example.com", "b@example.com", "c@example.com"];
const PHONES = ["+61400000001", "+61400000002", "+61400000003"];
const NAMES = ["Ada", "Bob", "Eve"];
const CITIES = ["Perth", "Hobart"];
const VISITORS = 6;
/** The last two visitors are numbers of a channel. */
const SENDERS: readonly (Sender | null)[] = [
  null,
  null,
  null,
  null,
  { channel: "WHATSAPP", address: PHONES[0] as string },
  { channel: "SMS", address: PHONES[1] as string },
];

const pick = (length: number) => fc.nat(length - 1);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const values = fc.record({
  email: maybe(pick(EMAILS.length)),
  phone: maybe(pick(PHONES.length)),
  firstName: maybe(pick(NAMES.length)),
  city: maybe(pick(CITIES.length)),
  line1: maybe(pick(CITIES.length)),
});

/** Operations are data that name things by number, so that a failing run is one line to repeat. */
const ofPeople = [
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("identify" as const),
      visitor: pick(VISITORS),
      values,
      verified: fc.boolean(),
      channel: fc.constantFrom<Channel>("FORM", "CHAT", "LOGIN"),
      withMessage: fc.boolean(),
      proof: maybe(pick(3)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("push" as const),
      visitor: pick(VISITORS),
      on: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("message" as const), visitor: pick(VISITORS) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("create" as const), values }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("update" as const),
      contact: fc.nat(9),
      values,
      clear: fc.constantFrom<FieldName | null>(
        "email",
        "phone",
        "firstName",
        "contactAddress",
        null,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("removeAlternate" as const),
      contact: fc.nat(9),
      identifier: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("archive" as const),
      contact: fc.nat(9),
      on: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("assign" as const),
      contact: fc.nat(9),
      // The last one: nobody.
      member: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("unlink" as const), visitor: pick(VISITORS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("merge" as const),
      survivor: fc.nat(9),
      loser: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("undoMerge" as const), merge: fc.nat(3) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("grouping" as const),
      kind: fc.constantFrom<GroupingKind>("list", "tag"),
      // Null: a new one.
      grouping: fc.option(fc.nat(4)),
      name: fc.constantFrom("Fair", "FAIR", "VIP"),
      deletes: fc.constantFrom(true, false, false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("members" as const),
      kind: fc.constantFrom<GroupingKind>("list", "tag"),
      grouping: fc.nat(4),
      contact: fc.nat(9),
      visitor: pick(VISITORS),
      add: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("import" as const),
      values,
      policy: fc.constantFrom(...IMPORT_POLICIES),
      grouping: fc.option(fc.nat(4)),
      // The last one: nobody.
      member: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("resolve" as const),
      conflict: fc.nat(19),
      secondary: fc.boolean(),
      stale: fc.boolean(),
    }),
  },
] as const;
const operation = fc.oneof(...ofPeople, ...talkOperations);
export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
export const operations = fc
  .tuple(fc.boolean(), fc.array(operation, { minLength: 1, maxLength: 80, size: "max" }))
  .map(([isAsked, rest]): Operation[] => (isAsked ? [...asked, ...rest] : rest));
/** Of who is who alone, so that many people come and go. */
export const operationsOnPeople: fc.Arbitrary<Operation[]> = fc.array(fc.oneof(...ofPeople), {
  minLength: 1,
  maxLength: 80,
  size: "max",
});

/** The writer takes every command; its types say what each kind is answered. */
export const execute = (writer: IdentityWriter, command: WriteCommand): Promise<unknown> =>
  writer.execute(command as IdentityCommand);

/** The commands that the operations come to, and what deciding them in memory, with the whole state at hand, gives. */
export function rehearse(
  operations: readonly Operation[],
  at: {
    workspaceId: string;
    defaultListId: string;
    visitorIds: readonly string[];
    /** Two members of the workspace. */
    memberIds: readonly string[];
  },
) {
  // As a new workspace is set up.
  const settings = { answeredFirstBy: "AGENT", waitingSeconds: 180 } as const;
  const state = conversing(startState(at), settings);
  for (const id of at.memberIds) state.members.set(id, { active: true });
  const commands: WriteCommand[] = [];
  const events: LogEvent[] = [];
  for (const operation of operations) {
    const command = toCommand(operation, state, at);
    if (command === null) continue;
    commands.push(command);
    events.push(...carryOut(state, command).events);
  }
  return { commands, state, events };
}

function toCommand(
  operation: Operation,
  state: ConversingState,
  {
    workspaceId,
    visitorIds,
    memberIds,
  }: { workspaceId: string; visitorIds: readonly string[]; memberIds: readonly string[] },
): WriteCommand | null {
  const nth = <T>(map: ReadonlyMap<string, T>, n: number) => [...map.values()][n % (map.size || 1)];
  const start = head(workspaceId);
  if (isTalkOperation(operation)) {
    const who = { visitorIds, memberIds, senders: SENDERS, emails: EMAILS, phones: PHONES };
    return talkCommand(operation, start, { state, who });
  }
  switch (operation.type) {
    case "identify": {
      const visitorId = visitorIds[operation.visitor] as string;
      const sender = SENDERS[operation.visitor] ?? null;
      return identifyCommand(workspaceId, visitorId, fieldsOf(operation.values), {
        verified: operation.verified,
        provenByVisitor: operation.verified,
        channel: sender?.channel ?? operation.channel,
        sender,
        withInboundMessage: operation.withMessage,
        proofId: operation.proof === undefined ? null : `proof-${operation.proof}`,
        proofExpiresAt: operation.proof === undefined ? null : "2999-01-01T00:00:00.000Z",
      });
    }
    case "push":
      return {
        ...start,
        type: operation.on ? "OptInToPush" : "OptOutOfPush",
        visitorId: visitorIds[operation.visitor] as string,
      };
    case "message":
      return {
        ...start,
        type: "NoteInboundMessage",
        visitorId: visitorIds[operation.visitor] as string,
        kind: "CONVERSATIONS",
        channel: SENDERS[operation.visitor]?.channel ?? "CHAT",
        conversationId: start.id,
        happenedAt: start.at,
        sender: SENDERS[operation.visitor] ?? null,
      };
    case "create":
      return {
        ...start,
        type: "CreateContact",
        values: { lastName: "Made", ...fieldsOf(operation.values) },
      };
    case "update": {
      const contact = nth(state.contacts, operation.contact);
      if (!contact) return null;
      const cleared = operation.clear ? { [operation.clear]: null } : {};
      return {
        ...start,
        type: "UpdateContact",
        contactId: contact.id,
        values: { ...fieldsOf(operation.values), ...cleared },
      };
    }
    case "removeAlternate": {
      const contact = nth(state.contacts, operation.contact);
      const identifier =
        contact?.identifiers[operation.identifier % (contact.identifiers.length || 1)];
      if (!contact || !identifier) return null;
      const { kind, value } = identifier;
      return { ...start, type: "RemoveAlternateIdentifier", contactId: contact.id, kind, value };
    }
    case "archive": {
      const contact = nth(state.contacts, operation.contact);
      return contact
        ? {
            ...start,
            type: operation.on ? "ArchiveContact" : "UnarchiveContact",
            contactId: contact.id,
          }
        : null;
    }
    case "assign": {
      const contact = nth(state.contacts, operation.contact);
      const assigneeId = memberIds[operation.member] ?? null;
      return contact
        ? { ...start, type: "AssignContact", contactId: contact.id, assigneeId }
        : null;
    }
    case "unlink":
      return {
        ...start,
        type: "UnlinkVisitor",
        visitorId: visitorIds[operation.visitor] as string,
      };
    case "merge": {
      const survivor = nth(state.contacts, operation.survivor);
      const loser = nth(state.contacts, operation.loser);
      return survivor && loser
        ? { ...start, type: "MergeContacts", survivorId: survivor.id, loserId: loser.id }
        : null;
    }
    case "undoMerge": {
      // The latest first: of a chain, the others are refused.
      const merge = [...state.merges.values()].reverse()[
        operation.merge % (state.merges.size || 1)
      ];
      return merge ? { ...start, type: "UndoMerge", mergeId: merge.id } : null;
    }
    case "grouping": {
      const { kind, name, deletes } = operation;
      if (operation.grouping === null) return { ...start, type: "CreateGrouping", kind, name };
      const groupingId = nth(groupingsOf(state, kind), operation.grouping)?.id;
      if (!groupingId) return null;
      return deletes
        ? { ...start, type: "DeleteGrouping", kind, groupingId }
        : { ...start, type: "RenameGrouping", kind, groupingId, name };
    }
    case "members": {
      const { kind, add } = operation;
      const groupingId = nth(groupingsOf(state, kind), operation.grouping)?.id;
      const contact = nth(state.contacts, operation.contact);
      const visitor = state.visitors.get(visitorIds[operation.visitor] as string);
      if (!groupingId) return null;
      const contactIds = contact ? [contact.id] : [];
      return kind === "tag"
        ? { ...start, type: "ChangeContactTags", add, tagIds: [groupingId], contactIds }
        : {
            ...start,
            type: "ChangeListMembers",
            add,
            listId: groupingId,
            contactIds,
            visitorIds: visitor ? [visitor.id] : [],
          };
    }
    case "import": {
      const { grouping, policy, member } = operation;
      const { email = 0, ...values } = operation.values;
      const of = (kind: GroupingKind) =>
        grouping === null ? [] : [nth(groupingsOf(state, kind), grouping)?.id ?? start.id];
      return {
        ...start,
        type: "ImportPerson",
        importId: randomUUID(),
        policy,
        values: { lastName: "Listed", ...fieldsOf({ ...values, email }) },
        tagIds: of("tag"),
        listIds: of("list"),
        assigneeId: memberIds[member] ?? null,
      };
    }
    case "resolve": {
      const conflict = nth(state.conflicts, operation.conflict);
      if (!conflict) return null;
      const version = state.contacts.get(conflict.contactId)?.fields[conflict.field]?.version ?? 0;
      return {
        ...start,
        type: "ResolveConflict",
        conflictId: conflict.id,
        choice: operation.secondary ? "SECONDARY" : "MAIN",
        customerConfirmed: true,
        mainVersion: operation.stale ? version + 1 : version,
      };
    }
  }
}

const groupingsOf = ({ groupings }: WorkingState, kind: GroupingKind) =>
  new Map([...groupings].filter(([, grouping]) => grouping.kind === kind));

function fieldsOf(chosen: {
  email?: number;
  phone?: number;
  firstName?: number;
  city?: number;
  line1?: number;
}): { [F in FieldName]?: FieldValue } {
  const { email, phone, firstName, city, line1 } = chosen;
  const address = {
    ...(city === undefined ? {} : { city: CITIES[city] as string }),
    ...(line1 === undefined ? {} : { line1: CITIES[line1] as string }),
  };
  return {
    ...(email === undefined ? {} : { email: EMAILS[email] }),
    ...(phone === undefined ? {} : { phone: PHONES[phone] }),
    ...(firstName === undefined ? {} : { firstName: NAMES[firstName] }),
    ...(Object.keys(address).length === 0 ? {} : { contactAddress: address }),
  };
}
