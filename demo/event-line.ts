import type { SeenEvent } from "./event-log.ts";
import type { ValueFragment } from "./generated/operations.ts";

/** An event in one line, for somebody who watches: when, what, whom it is about, and the values. */
export function eventLine(event: SeenEvent): string {
  const time = event.occurredAt.slice(11, 19);
  const what = words(event.__typename).padEnd(26);
  const whom = event.contact?.displayName ?? event.visitor?.label ?? "";
  const via = event.channel ? ` (${event.channel})` : "";
  const details = detailsOf(event);
  return `${time}  ${what}  ${whom}${via}${details && `: ${details}`}`;
}

function detailsOf(event: SeenEvent): string {
  switch (event.__typename) {
    case "ContactCreated":
    case "ContactUpdated":
      return event.changes
        .map(({ field, next }) => `${fieldWords(field)} ${next ? valueWords(next) : "cleared"}`)
        .join(", ");
    case "ContactFieldsVerified":
      return event.fields.map(({ field }) => fieldWords(field)).join(", ");
    case "VisitorDetailsClaimed":
      return event.claims.map(({ field }) => fieldWords(field)).join(", ");
    case "ConflictOpened": {
      const main = event.main ? valueWords(event.main) : "nothing";
      return `${fieldWords(event.field)} is ${main}, but was said to be ${valueWords(event.secondary)}`;
    }
    case "ConflictResolved":
      return `${fieldWords(event.field)}, the ${event.choice.toLowerCase()} value counts`;
    case "ConflictSuperseded":
    case "ConflictClosed":
    case "ConflictWithdrawn":
      return fieldWords(event.field);
    case "MessageReceived":
    case "MessageSent":
      return event.message ? `"${event.message.text}"` : "";
    case "DetailsAsked":
      return event.askedFields.map(fieldWords).join(", ");
    case "DetailsGiven":
      return event.givenFields.map(fieldWords).join(", ");
    case "ContactsImported":
      return `${event.counts.rows} rows, ${event.counts.created} created, ${event.counts.refused} refused`;
    case "DuplicateSuspected":
      return fieldWords(event.duplicateReason);
    default:
      return "";
  }
}

/** A value as people write it. */
export function valueWords(value: ValueFragment): string {
  switch (value.__typename) {
    case "TextValue":
      return `"${value.text}"`;
    case "AddressValue":
      return `"${Object.entries(value.address)
        .filter(([name, part]) => name !== "__typename" && part !== null)
        .map(([, part]) => part)
        .join(", ")}"`;
    case "AttributesValue":
      return JSON.stringify(value.attributes);
  }
}

const fieldWords = (name: string) => name.toLowerCase().replaceAll("_", " ");
const words = (name: string) =>
  name.replace(/(?!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
