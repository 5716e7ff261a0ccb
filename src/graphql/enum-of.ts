import { builder } from "./builder.ts";

/** An enum whose values are called as they are stored, in capitals. */
export const enumOf = <Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, words]) => [
        value.toUpperCase(),
        { value: value as Value, description: words },
      ]),
    ),
  });
