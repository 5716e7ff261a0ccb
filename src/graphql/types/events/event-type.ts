import type { ObjectFieldsShape } from "@pothos/core";
import { builder, type SchemaTypes } from "../../builder.ts";
import type { LogEventKind, Logged } from "../../feed-event.ts";
import { IdentityEvent } from "../identity-event.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** Defines the object type of one kind of event. Its fields come on top of those of its interfaces. */
export function eventType<Kind extends LogEventKind>(
  kind: Kind,
  description: string,
  fields?: ObjectFieldsShape<Types, Logged<Kind>>,
  interfaces: readonly object[] = [],
): Kind {
  builder.objectRef<Logged<Kind>>(kind).implement({
    description,
    interfaces: [IdentityEvent, ...interfaces],
    ...(fields ? { fields } : {}),
  } as never);
  return kind;
}
