import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from "graphql";

/**
 * How the public schema is written (docs/architecture.md, "The public schema"), as rules with ids that never change
 * their meaning. Each answers the places that break it, such as `Contact.email: has no description`.
 */
export type Rule = (schema: GraphQLSchema) => string[];

/** Lists that may be null or hold null, and why. */
const looseLists = new Map([
  ["Query.nodes", "Relay: an id that is not found is null in its place"],
  ["IdentifyPayload.newConflicts", "null to visitors, who learn nothing of contacts"],
  ["IdentifyPayload.suspectedDuplicates", "null to visitors, who learn nothing of contacts"],
]);

/** Lists of nodes that need no paging, and what bounds them. */
const boundedLists = new Map([
  ["Query.node", "one"],
  ["Query.nodes", "as many as ids were given"],
  ["Query.lists", "made by the business's people"],
  ["Query.tags", "made by admins"],
  ["Query.importMappings", "made by admins, 200 at the most"],
  ["Contact.tags", "made by admins"],
  ["AnonymousVisitor.lists", "made by the business's people"],
  ["TagContactsPayload.tags", "as many as were given"],
  ["UntagContactsPayload.tags", "as many as were given"],
  ["Query.members", "the business's people"],
  ["Query.integrationKeys", "made by admins"],
  ["Contact.lists", "made by the business's people"],
  ["Contact.openConflicts", "one per field"],
  ["Contact.suspectedDuplicates", "each takes an agent's decision to leave"],
  ["Conversation.openConflicts", "one per field"],
  ["SuspectedDuplicate.contacts", "two"],
  ["ImportTouched.contacts", "ten of them"],
  ["IdentifyPayload.newConflicts", "one per field"],
  ["IdentifyPayload.suspectedDuplicates", "one per identifier"],
  ["MergeEffects.lists", "made by the business's people"],
  ["MergeEffects.tags", "made by the business's people"],
  ["UndoEffects.lists", "made by the business's people"],
  ["UndoEffects.tags", "made by the business's people"],
  ["IdentifyPreview.newConflicts", "one per field"],
  ["IdentifyPreview.suspectedDuplicates", "one per identifier"],
]);

/** Subscriptions to what is not kept, so that there is nothing to go on from. */
const passing = new Set(["Subscription.conversationSignals", "Subscription.importProgress"]);

const verbs =
  /^(identify|receive|send|opt|create|update|remove|archive|unarchive|unlink|resolve|sign|renew|revoke|rotate|merge|dismiss|delete|assign|take|close|reopen|undo|request|start|cancel|add|rename|tag|untag|signal|mark|export|configure|preview|run|save|upload)([A-Z]|$)/;
const pastParticiple = /(ed|en|wn|Sent|Read|Undone)(In|Out)?$/;
const closedSet = /^(status|kind|role|channel|reason|choice|direction|scopes?)$/;

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

export const schemaRules: Record<string, Rule> = {
  "S1-described": (schema) =>
    elements(schema)
      .filter(({ description }) => (description ?? "").trim().length < 4)
      .map(({ place }) => `${place}: has no description`),

  "S1-words-not-tables": (schema) => [
    ...elements(schema)
      .filter(({ name, enumValue }) => !enumValue && name.includes("_"))
      .map(({ place }) => `${place}: is written with underscores`),
    ...elements(schema)
      .filter(({ name, enumValue }) => enumValue && name !== name.toUpperCase())
      .map(({ place }) => `${place}: an enum value is not in capitals`),
    ...types(schema)
      .filter((type) => /(Row|Record|Table|Model|Entity)$/.test(type.name))
      .map((type) => `${type.name}: is named like storage`),
    ...fields(schema)
      .filter(({ type, field }) => implementsNode(type) && /Ids?$/.test(field.name))
      .filter(({ field }) => getNamedType(field.type).name === "ID")
      .map(({ place }) => `${place}: a node names another by id instead of answering it`),
  ],

  "S2-one-input": (schema) =>
    mutations(schema)
      .filter((m) => m.args.length !== 1 || argument(m) !== `input: ${pascal(m.name)}Input!`)
      .map((m) => `Mutation.${m.name}: takes anything but \`input: ${pascal(m.name)}Input!\``),

  "S2-verb-first": (schema) =>
    mutations(schema)
      .filter((m) => !verbs.test(m.name))
      .map((m) => `Mutation.${m.name}: does not begin with a known verb`),

  "S3-answers-a-result-union": (schema) =>
    mutations(schema)
      .filter((m) => String(m.type) !== `${pascal(m.name)}Result!` || !isUnion(m.type))
      .map((m) => `Mutation.${m.name}: does not answer a union \`${pascal(m.name)}Result!\``),

  "S3-one-payload-else-refusals": (schema) =>
    types(schema)
      .filter(isUnionType)
      .filter((union) => mutations(schema).some((m) => getNamedType(m.type) === union))
      .flatMap((union) => {
        const payloads = union.getTypes().filter((member) => !implementing(member, "Refusal"));
        return payloads.length === 1 && payloads[0]?.name.endsWith("Payload")
          ? []
          : [`${union.name}: is not one XPayload and refusals`];
      }),

  "S3-refusals-are-present-states": (schema) =>
    types(schema)
      .filter((type) => implementing(type, "Refusal"))
      .filter((type) => /(Error|Exception|Failure|Refusal)$/.test(type.name))
      .map((type) => `${type.name}: a refusal is named for the state of things`),

  "S3-refusal-says-code-and-message": (schema) => {
    const refusal = schema.getType("Refusal");
    const said = isInterfaceType(refusal) ? refusal.getFields() : {};
    return [
      ...(String(said.message?.type) === "String!" ? [] : ["Refusal.message: is not String!"]),
      ...(isNonNullType(said.code?.type) && isEnumType(said.code.type.ofType)
        ? []
        : ["Refusal.code: is not a non-null enum"]),
    ];
  },

  "S4-lists-hold-no-null": (schema) =>
    [...fields(schema), ...inputs(schema)]
      .filter(({ place }) => !looseLists.has(place))
      .filter(({ place, field }) => {
        const input = inputs(schema).some((other) => other.place === place);
        const bare = isNonNullType(field.type) ? field.type.ofType : field.type;
        if (!isListType(bare)) return false;
        return !isNonNullType(bare.ofType) || (!input && !isNonNullType(field.type));
      })
      .map(({ place, field }) => `${place}: ${field.type} is not a [T!]!`),

  "S4-connection-names": (schema) =>
    connections(schema)
      .filter(({ connection, node }) => connection.name !== `${node}Connection`)
      .map(({ connection, node }) => `${connection.name}: is not named ${node}Connection`),

  "S4-connections-are-paged-forward": (schema) =>
    fields(schema)
      .filter(({ field }) => isConnection(getNamedType(field.type)))
      .filter(({ field }) => !["first", "after"].every((n) => field.args.some((a) => a.name === n)))
      .map(({ place }) => `${place}: a connection without first and after`),

  "S4-no-offsets": (schema) =>
    fields(schema).flatMap(({ place, field }) =>
      field.args
        .filter((a) => /^(offset|skip|page|limit|pageSize|take)$/.test(a.name))
        .map((a) => `${place}(${a.name}:): pages by number`),
    ),

  "S4-unbounded-is-a-connection": (schema) =>
    fields(schema)
      .filter(({ type, field }) => isList(field.type) && !isConnection(type))
      .filter(({ field }) => implementsNode(getNamedType(field.type)) || isNode(field.type))
      .filter(({ place }) => !boundedLists.has(place))
      .map(({ place }) => `${place}: a list of nodes that nothing is known to bound`),

  "S5-ids": (schema) =>
    fields(schema)
      .filter(({ type, field }) => field.name === "id" && !isNode(type))
      .filter(({ type, field }) => String(field.type) !== "ID!" || !implementsNode(type))
      .map(({ place }) => `${place}: what has an id is a Node, and the id an ID!`),

  "S5-at-is-a-date-time": (schema) =>
    [...fields(schema), ...inputs(schema)]
      .filter(
        ({ field }) => field.name.endsWith("At") !== (getNamedType(field.type).name === "DateTime"),
      )
      .map(({ place }) => `${place}: …At is a DateTime, and a DateTime is named …At`),

  "S5-closed-sets-are-enums": (schema) =>
    [...fields(schema), ...inputs(schema)]
      .filter(({ field }) => closedSet.test(field.name))
      .filter(({ field }) => isSpecifiedScalarType(getNamedType(field.type)))
      .map(({ place, field }) => `${place}: ${field.type} where an enum belongs`),

  "S5-addresses-are-structured": (schema) =>
    [...fields(schema), ...inputs(schema)]
      .filter(({ field }) => /^(contact|billing)Address$/.test(field.name))
      .filter(({ field }) => isSpecifiedScalarType(getNamedType(field.type)))
      .map(({ place }) => `${place}: an address in one string`),

  "S6-event-interface": (schema) => {
    const event = schema.getType("IdentityEvent");
    if (!isInterfaceType(event)) return ["IdentityEvent: is not an interface"];
    return Object.entries({ cursor: "Cursor!", occurredAt: "DateTime!", actor: "Actor!" })
      .filter(([name, type]) => String(event.getFields()[name]?.type) !== type)
      .map(([name, type]) => `IdentityEvent.${name}: is not ${type}`);
  },

  "S6-events-are-past-participles": (schema) =>
    types(schema)
      .filter((type) => implementing(type, "IdentityEvent"))
      .filter((type) => !pastParticiple.test(type.name))
      .map((type) => `${type.name}: an event is named for what happened`),

  "S6-live-objects-may-be-gone": (schema) =>
    fields(schema)
      .filter(({ type }) => implementing(type, "IdentityEvent") || type.name === "IdentityEvent")
      .filter(({ field }) => isNonNullType(field.type) && !isList(field.type))
      .filter(({ field }) => implementsNode(getNamedType(field.type)))
      .map(({ place }) => `${place}: a live object on an event is not nullable`),

  "S6-subscriptions-resume": (schema) =>
    Object.values(schema.getSubscriptionType()?.getFields() ?? {})
      .filter((f) => !passing.has(`Subscription.${f.name}`))
      .filter(
        (f) => !f.args.some((a) => a.name === "after" && /^(Chat)?Cursor$/.test(String(a.type))),
      )
      .map((f) => `Subscription.${f.name}: takes no cursor \`after\``),

  "S7-deprecated-with-a-reason": (schema) =>
    [...fields(schema), ...inputs(schema)]
      .filter(({ field }) => field.deprecationReason === "No longer supported")
      .map(({ place }) => `${place}: deprecated without a reason`),
};

function types(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
  );
}

/** Output fields. */
function fields(schema: GraphQLSchema) {
  return types(schema)
    .filter((type): type is Fielded => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values<GraphQLField<unknown, unknown>>(type.getFields()).map((field) => ({
        type,
        field,
        place: `${type.name}.${field.name}`,
      })),
    );
}

/** Fields of input objects, and arguments. */
function inputs(
  schema: GraphQLSchema,
): { field: GraphQLInputField | GraphQLArgument; place: string }[] {
  return [
    ...types(schema)
      .filter(isInputObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => ({
          field,
          place: `${type.name}.${field.name}`,
        })),
      ),
    ...fields(schema).flatMap(({ field, place }) =>
      field.args.map((arg) => ({ field: arg, place: `${place}(${arg.name}:)` })),
    ),
  ];
}

/** Everything that has a name and a description. */
function elements(schema: GraphQLSchema) {
  const described = (
    place: string,
    { name, description }: { name: string; description?: string | null | undefined },
    enumValue = false,
  ) => ({ place, name, description, enumValue });
  return [
    ...types(schema).map((type) => described(type.name, type)),
    ...fields(schema).map(({ place, field }) => described(place, field)),
    ...inputs(schema).map(({ place, field }) => described(place, field)),
    ...types(schema)
      .filter(isEnumType)
      .flatMap((type) =>
        type.getValues().map((value) => described(`${type.name}.${value.name}`, value, true)),
      ),
  ];
}

function connections(schema: GraphQLSchema) {
  return types(schema)
    .filter(isConnection)
    .map((connection) => {
      const edge = getNamedType(connection.getFields().edges?.type);
      const node = isObjectType(edge) ? getNamedType(edge.getFields().node?.type)?.name : undefined;
      return { connection, node };
    });
}

const mutations = (schema: GraphQLSchema) =>
  Object.values(schema.getMutationType()?.getFields() ?? {});
const argument = (field: GraphQLField<unknown, unknown>) =>
  field.args.map((arg) => `${arg.name}: ${arg.type}`).join(", ");
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const implementing = (type: GraphQLNamedType, name: string) =>
  isObjectType(type) && type.getInterfaces().some((face) => face.name === name);
const implementsNode = (type: GraphQLNamedType) => implementing(type, "Node");
const isNode = (type: unknown) => getNamedType(type as GraphQLNamedType).name === "Node";
const isUnion = (type: unknown) => isUnionType(getNamedType(type as GraphQLNamedType));
const isList = (type: unknown): boolean =>
  isNonNullType(type) ? isList(type.ofType) : isListType(type);
const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && ["edges", "pageInfo"].every((name) => name in type.getFields());
