import fc from "fast-check";
import { IMPORT_POLICIES, type ImportPolicy } from "../../../src/identity/import-model.ts";
import {
  ACCOUNT_CHANNELS,
  type Channel,
  CONVERSATION_CHANNELS,
  FIELD_NAMES,
  type FieldName,
  type FieldValue,
  type GroupingKind,
} from "../../../src/identity/model.ts";
import type { WorkingState } from "../../../src/identity/working-state.ts";
import { minute } from "../../core/support/clock.ts";
import {
  archive,
  assign,
  changeList,
  changeTags,
  createContact,
  createGrouping,
  type Draft,
  deleteGrouping,
  identify,
  importPerson,
  mergeContacts,
  message,
  optIn,
  optOut,
  proven,
  removeAlternate,
  renameGrouping,
  resolve,
  type Said,
  unarchive,
  undoMerge,
  unlink,
  updateContact,
  vouched,
} from "../../core/support/commands.ts";
import type { ConversingState } from "../../core/support/conversing.ts";
import {
  isTalkOperation,
  type TalkOperation,
  talkDraftOf,
  talkOperations,
} from "./talk-operations.ts";

/** Who and what there is to collide with. */
export interface Cast {
  readonly visitors: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Of lists and tags, which are the whole workspace's; none without. */
  readonly groupings?: readonly string[];
}
export const EVERYBODY: Cast = {
  visitors: ["v0", "v1", "v2", "v3", "v4"],
  emails: ["a@x.example", "b@x.example", "c@x.example", "boss@x.example"],
  phones: ["+61400000001", "+61400000002", "+61400000003", "+61400000009"],
  groupings: ["Fair", "FAIR", "VIP"],
};
/** The last email and the last phone of `EVERYBODY` are this member's. */
export const MEMBER = { id: "member-boss", email: "boss@x.example", phone: "+61400000009" };

/**
 * An operation names things by their place, so that it always means something, a failing run shrinks, and what it was
 * can be read in the report.
 */
export type Operation =
  | {
      type: "identify";
      visitor: number;
      channel: Channel;
      said: { [F in FieldName]?: { value: FieldValue; how: "said" | "proven" | "vouched" } };
      minutesAgo: number;
      conversation: boolean;
      withMessage: boolean;
      isNumber: boolean;
      proofId: string | null;
    }
  | { type: "message" | "optIn" | "optOut" | "unlink"; visitor: number }
  | { type: "create"; values: Values }
  | { type: "update"; contact: number; values: Values; clears: FieldName[] }
  | { type: "archive" | "unarchive"; contact: number }
  | { type: "assign"; contact: number; anybody: boolean }
  | { type: "removeAlternate"; contact: number; identifier: number }
  | { type: "merge"; survivor: number; loser: number }
  | { type: "undoMerge"; merge: number }
  | { type: "createGrouping"; kind: GroupingKind; name: string }
  | { type: "renameGrouping"; grouping: number; name: string }
  | { type: "deleteGrouping"; grouping: number }
  | { type: "list"; grouping: number; add: boolean; contact: number; visitor: number }
  | { type: "tag"; grouping: number; add: boolean; contacts: [number, number] }
  | {
      type: "resolve";
      conflict: number;
      secondary: boolean;
      confirmed: boolean;
      stale: boolean;
    }
  | ImportOperation
  | TalkOperation;
export type ImportOperation = {
  type: "import";
  values: Values;
  policy: ImportPolicy;
  grouping: number | null;
  anybody: boolean;
};
type Values = { [F in FieldName]?: FieldValue };

const address = fc.record(
  {
    city: fc.constantFrom("Perth", "PERTH ", "Hobart"),
    line1: fc.constantFrom("1 Elm St", "9 Oak St"),
    country: fc.constantFrom("AU", "NZ"),
  },
  { requiredKeys: [] },
);
const attributes = fc.record(
  {
    plan: fc.constantFrom("gold", "silver"),
    seats: fc.constantFrom(1, 2),
    constructor: fc.constantFrom("a", "b"),
  },
  { requiredKeys: [] },
);
const isSomething = (value: object) => Object.keys(value).length > 0;
const plain = <T extends object>(value: T) => ({ ...value });

function valuesOf(cast: Cast) {
  return {
    email: fc.constantFrom(...cast.emails),
    phone: fc.constantFrom(...cast.phones),
    firstName: fc.constantFrom("Ada", " ADA ", "Bob"),
    lastName: fc.constantFrom("Byron", "King"),
    contactAddress: address.filter(isSomething).map(plain),
    attributes: attributes.filter(isSomething).map(plain),
  };
}

export function operationOf(cast: Cast, indexes = fc.nat(9)): fc.Arbitrary<Operation> {
  const values = valuesOf(cast);
  const how = fc.constantFrom("said", "said", "said", "proven", "vouched");
  const said = fc.record(
    Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, fc.record({ value, how })]),
    ),
    { requiredKeys: [] },
  );
  const given = fc.record(values, { requiredKeys: [] });
  const channel = fc.constantFrom<Channel>(
    ...CONVERSATION_CHANNELS,
    ...ACCOUNT_CHANNELS,
    "LOGIN",
    "LOGIN",
    "FORM",
  );
  const visitor = fc.nat(cast.visitors.length + 2);
  const weighted = <T extends Operation>(weight: number, arbitrary: fc.Arbitrary<T>) => ({
    weight,
    arbitrary: arbitrary as fc.Arbitrary<Operation>,
  });
  return fc.oneof(
    weighted(
      10,
      fc.record({
        type: fc.constant("identify" as const),
        visitor,
        channel,
        said,
        minutesAgo: fc.constantFrom(0, 0, 0, 3, 20),
        conversation: fc.boolean(),
        withMessage: fc.boolean(),
        isNumber: fc.boolean(),
        proofId: fc.nat(15).map((n) => (n === 0 ? "proof-1" : null)),
      }),
    ),
    weighted(
      3,
      fc.record({
        type: fc.constantFrom("message", "optIn", "optOut", "unlink", "unlink"),
        visitor,
      }),
    ),
    weighted(1, fc.record({ type: fc.constant("create" as const), values: given })),
    weighted(
      2,
      fc.record({
        type: fc.constant("update" as const),
        contact: indexes,
        values: given,
        clears: fc.uniqueArray(fc.constantFrom(...FIELD_NAMES), { maxLength: 2 }),
      }),
    ),
    weighted(
      2,
      fc.record({ type: fc.constantFrom("archive", "archive", "unarchive"), contact: indexes }),
    ),
    weighted(
      1,
      fc.record({
        type: fc.constant("assign" as const),
        contact: indexes,
        anybody: fc.constantFrom(true, true, false),
      }),
    ),
    weighted(
      1,
      fc.record({
        type: fc.constant("removeAlternate" as const),
        contact: indexes,
        identifier: fc.nat(3),
      }),
    ),
    weighted(
      2,
      fc.record({ type: fc.constant("merge" as const), survivor: indexes, loser: indexes }),
    ),
    weighted(1, fc.record({ type: fc.constant("undoMerge" as const), merge: fc.nat(3) })),
    weighted(4, importOf(cast)),
    ...groupingOperations(cast, indexes, visitor).map((arbitrary) => weighted(1, arbitrary)),
    ...talkOperations(cast, visitor),
    weighted(
      4,
      fc.record({
        type: fc.constant("resolve" as const),
        conflict: indexes,
        secondary: fc.boolean(),
        confirmed: fc.constantFrom(true, true, true, false),
        stale: fc.constantFrom(false, false, false, true),
      }),
    ),
  );
}

/** A row of a file; without an identifier it would not have been read as a person. */
export function importOf(cast: Cast): fc.Arbitrary<ImportOperation> {
  const values = fc
    .record(valuesOf(cast), { requiredKeys: [] })
    .filter(({ email, phone }) => email !== undefined || phone !== undefined);
  return fc.record({
    type: fc.constant("import" as const),
    values: values as fc.Arbitrary<Values>,
    policy: fc.constantFrom(...IMPORT_POLICIES),
    grouping: cast.groupings ? fc.option(fc.nat(5)) : fc.constant(null),
    anybody: fc.constantFrom(false, false, true),
  });
}

function groupingOperations(
  { groupings }: Cast,
  indexes: fc.Arbitrary<number>,
  visitor: fc.Arbitrary<number>,
): fc.Arbitrary<Operation>[] {
  if (!groupings) return [];
  const name = fc.constantFrom(...groupings);
  const add = fc.constantFrom(true, true, false);
  return [
    fc.record({
      type: fc.constant("createGrouping" as const),
      kind: fc.constantFrom("list", "tag"),
      name,
    }),
    fc.record({ type: fc.constant("renameGrouping" as const), grouping: fc.nat(3), name }),
    fc.record({ type: fc.constant("deleteGrouping" as const), grouping: fc.nat(9) }),
    fc.record({
      type: fc.constant("list" as const),
      grouping: fc.nat(3),
      add,
      contact: indexes,
      visitor,
    }),
    fc.record({
      type: fc.constant("tag" as const),
      grouping: fc.nat(3),
      add,
      contacts: fc.tuple(indexes, indexes),
    }),
  ];
}

/** The command that an operation means as things stand, or null where there is nothing for it to be about. */
export function draftOf(operation: Operation, cast: Cast, state: ConversingState): Draft | null {
  if (isTalkOperation(operation)) {
    const visitor = operation.type === "receive" ? operation.visitor : 0;
    const visitorId = visitorAt(visitor, cast, state);
    return talkDraftOf(operation, state, { visitorId, phones: cast.phones });
  }
  switch (operation.type) {
    case "identify": {
      const visitorId = visitorAt(operation.visitor, cast, state);
      const { channel, conversation, withMessage, proofId, minutesAgo } = operation;
      const chat = `chat-of-${visitorId}`;
      const said = saidIn(operation);
      const number = operation.said.phone?.value;
      const isNumber = operation.isNumber && (channel === "WHATSAPP" || channel === "SMS");
      return {
        stamp: (tick) =>
          identify(visitorId, said, {
            channel,
            happenedAt: minute(tick - minutesAgo),
            withInboundMessage: withMessage,
            ...(conversation && state.conversations.has(chat) ? { conversationId: chat } : {}),
            ...(proofId ? { proofId } : {}),
            ...(isNumber && number ? { sender: { channel, address: String(number) } } : {}),
          }).stamp(tick),
      };
    }
    case "message":
      return message(visitorAt(operation.visitor, cast, state));
    case "optIn":
      return optIn(visitorAt(operation.visitor, cast, state));
    case "optOut":
      return optOut(visitorAt(operation.visitor, cast, state));
    case "unlink":
      return unlink(visitorAt(operation.visitor, cast, state));
    case "create":
      return createContact({ firstName: "Made", lastName: "Byhand", ...operation.values });
    case "update": {
      const contact = nth(state.contacts, operation.contact);
      const cleared = Object.fromEntries(operation.clears.map((field) => [field, null]));
      return contact ? updateContact(contact.id, { ...operation.values, ...cleared }) : null;
    }
    case "archive":
    case "unarchive": {
      const contact = nth(state.contacts, operation.contact);
      if (!contact) return null;
      return operation.type === "archive" ? archive(contact.id) : unarchive(contact.id);
    }
    case "assign": {
      const contact = nth(state.contacts, operation.contact);
      return contact ? assign(contact.id, operation.anybody ? MEMBER.id : null) : null;
    }
    case "removeAlternate": {
      const contact = nth(state.contacts, operation.contact);
      // Alternates first: they are few, and the main one is only refused.
      const all = contact?.identifiers.toSorted((a, b) => Number(a.primary) - Number(b.primary));
      const one = all?.[operation.identifier % 2];
      return contact && one ? removeAlternate(contact.id, one.kind, one.value) : null;
    }
    case "merge": {
      const survivor = nth(state.contacts, operation.survivor);
      const loser = nth(state.contacts, operation.loser);
      return survivor && loser ? mergeContacts(survivor.id, loser.id) : null;
    }
    case "undoMerge": {
      const merge = nth(state.merges, operation.merge);
      return merge ? undoMerge(merge.id) : null;
    }
    case "import": {
      const { values, policy, anybody } = operation;
      const of = (kind: GroupingKind) => {
        const one = nth(groupingsOf(state, kind), operation.grouping ?? 0);
        return operation.grouping !== null && one ? [one.id] : [];
      };
      return importPerson(values, {
        policy,
        tagIds: of("tag"),
        listIds: of("list"),
        assigneeId: anybody ? MEMBER.id : null,
      });
    }
    case "createGrouping":
      return createGrouping(operation.kind, operation.name);
    case "renameGrouping": {
      const grouping = nth(state.groupings, operation.grouping);
      return grouping ? renameGrouping(grouping.kind, grouping.id, operation.name) : null;
    }
    case "deleteGrouping": {
      const grouping = nth(state.groupings, operation.grouping);
      return grouping ? deleteGrouping(grouping.kind, grouping.id) : null;
    }
    case "list": {
      const list = nth(groupingsOf(state, "list"), operation.grouping);
      const contact = nth(state.contacts, operation.contact);
      const visitorId = visitorAt(operation.visitor, cast, state);
      if (!list) return null;
      return changeList(operation.add, list.id, {
        contactIds: contact ? [contact.id] : [],
        visitorIds: state.visitors.has(visitorId) ? [visitorId] : [],
      });
    }
    case "tag": {
      const tag = nth(groupingsOf(state, "tag"), operation.grouping);
      const contacts = operation.contacts.flatMap((index) => nth(state.contacts, index) ?? []);
      return tag
        ? changeTags(
            operation.add,
            [tag.id],
            contacts.map(({ id }) => id),
          )
        : null;
    }
    case "resolve": {
      const conflict = nth(state.conflicts, operation.conflict);
      if (!conflict) return null;
      const { version = 0 } = state.contacts.get(conflict.contactId)?.fields[conflict.field] ?? {};
      const { secondary, confirmed, stale } = operation;
      return resolve(conflict.id, secondary ? "SECONDARY" : "MAIN", stale ? version + 1 : version, {
        customerConfirmed: confirmed,
      });
    }
  }
}

function saidIn({ said }: Operation & { type: "identify" }): Said {
  const judged = { said: (value: FieldValue) => value, proven, vouched };
  return Object.fromEntries(
    Object.entries(said).map(([field, { value, how }]) => [field, judged[how](value)]),
  );
}

/** One of the cast, or one that came about on the way (a successor). */
function visitorAt(index: number, cast: Cast, state: WorkingState): string {
  const others = [...state.visitors.keys()].filter((id) => !cast.visitors.includes(id));
  const all = [...cast.visitors, ...others];
  return all[index % all.length] as string;
}

const groupingsOf = ({ groupings }: WorkingState, kind: GroupingKind) =>
  new Map([...groupings].filter(([, grouping]) => grouping.kind === kind));

/** The latest ones come first: most runs are short. */
function nth<T>(map: ReadonlyMap<string, T>, index: number): T | undefined {
  const all = [...map.values()].reverse();
  return all[index % (all.length || 1)];
}
