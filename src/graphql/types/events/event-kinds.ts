import { builder } from "../../builder.ts";
import type { LogEventKind } from "../../feed-event.ts";
import { conflictEvents } from "./conflict-events.ts";
import { contactEvents } from "./contact-events.ts";
import { conversationEvents } from "./conversation-events.ts";
import { deletionEvents } from "./deletion-events.ts";
import { groupingEvents } from "./grouping-events.ts";
import { importEvents } from "./import-events.ts";
import { mergeEvents } from "./merge-events.ts";
import { visitorEvents } from "./visitor-events.ts";

const kinds = [
  ...visitorEvents,
  ...contactEvents,
  ...groupingEvents,
  ...conflictEvents,
  ...conversationEvents,
  ...mergeEvents,
  ...deletionEvents,
  ...importEvents,
] as const;

// Breaks the build when the log knows a kind of event that the schema does not.
kinds satisfies LogEventKind extends (typeof kinds)[number] ? readonly LogEventKind[] : never;

export const IdentityEventKind = builder.enumType("IdentityEventKind", {
  description: "The kinds of identity events: the names of their types, in capitals.",
  values: Object.fromEntries(
    kinds.map((kind) => [
      kind.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase(),
      { value: kind as LogEventKind, description: `Events of the type \`${kind}\`.` },
    ]),
  ),
});
