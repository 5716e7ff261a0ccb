import { builder } from "../builder.ts";
import { IdentityEvent } from "./identity-event.ts";

export const IdentityEventConnection = builder.connectionObject(
  {
    type: IdentityEvent,
    name: "IdentityEventConnection",
    description:
      "A page of identity events, in the order of the log: nothing precedes its cause. `pageInfo.endCursor` is there on an empty page too: go on from it later, or pass it to the subscription.",
  },
  { name: "IdentityEventEdge", description: "An identity event, and its cursor." },
);
