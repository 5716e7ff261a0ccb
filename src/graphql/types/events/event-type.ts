import type { ObjectFieldsShape } from "@pothos/core";
import { builder, type SchemaTypes } from "../../builder.ts";
import type { Logged, LogEventKind } from "../../feed-event.ts";
import { IdentityEvent } from "../identity-event.ts";

/** Defines the object type of one kind of event. Its fields come on top of those of `IdentityEvent`. */
export function eventType<Kind extends LogEventKind>(
  kind: Kind,
  description: string,
  fields?: ObjectFieldsShape<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, Logged<Kind>>,
): Kind {
  builder.objectRef<Logged<Kind>>(kind).implement({
    description,
    interfaces: [IdentityEvent],
    ...(fields ? { fields } : {}),
  } as never);
  return kind;
}
