import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/**
 * A selection of every field that can be asked for without arguments, down to `depth` objects within objects. Members
 * of unions and interfaces are asked for one by one.
 */
export function everyField(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type))
    return schema
      .getPossibleTypes(type)
      .map((member) => `... on ${member.name} { ${everyField(schema, member, depth)} }`)
      .join(" ");
  if (!isObjectType(type)) throw new Error(`${type} has no fields`);
  const fields = Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .map((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return field.name;
      return depth > 0 ? `${field.name} { ${everyField(schema, inner, depth - 1)} }` : "";
    });
  return ["__typename", ...fields].join(" ");
}

/** Fields of one name and different types, on types that can come in one another's place: no query can ask for both. */
export function sharedNames(schema: GraphQLSchema): string[] {
  return (
    Object.values(schema.getTypeMap())
      .filter(isAbstractType)
      // By its id one asks for a thing whose kind one knows.
      .filter((type) => type.name !== "Node")
      .flatMap((type) => {
        const types = new Map<string, Map<string, string>>();
        for (const member of schema.getPossibleTypes(type))
          for (const field of Object.values(member.getFields()))
            types.set(
              field.name,
              (types.get(field.name) ?? new Map()).set(shape(field.type), member.name),
            );
        return [...types].flatMap(([name, shapes]) =>
          shapes.size > 1 ? [`${type.name}: ${name} is ${[...shapes.keys()].join(" or ")}`] : [],
        );
      })
  );
}

/** Objects of different types may stand in one place, if lists and nullness agree; scalars and enums may not. */
function shape(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isLeafType(named) ? String(type) : String(type).replace(named.name, "an object");
}
