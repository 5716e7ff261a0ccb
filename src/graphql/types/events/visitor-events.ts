import { encodeId } from "../../../auth/global-id.ts";
import { builder } from "../../builder.ts";
import { Channel, VisitorKind } from "../enums.ts";
import { listClaims, VisitorClaim } from "../visitor-claim.ts";
import { eventType } from "./event-type.ts";

const UnlinkCause = builder.enumType("VisitorUnlinkCause", {
  description: "Why a visitor is anonymous again.",
  values: {
    BY_HAND: { description: "An agent unlinked it." },
    NUMBER_REMOVED: { description: "Its phone number was taken from the contact." },
  } as const,
});

export const visitorEvents = [
  eventType(
    "AnonymousVisitorRecorded",
    "A visitor interacted for the first time and got its record.",
    (t) => ({
      number: t.int({
        description: "Its number in the workspace.",
        resolve: ({ event }) => event.number,
      }),
      kind: t.field({
        type: VisitorKind,
        description: "How it first interacted.",
        resolve: ({ event }) => event.visitorKind,
      }),
      senderChannel: t.field({
        type: Channel,
        nullable: true,
        description: "For a visitor that is an address of a channel, such as a WhatsApp number.",
        resolve: ({ event }) => event.sender?.channel ?? null,
      }),
      senderAddress: t.string({
        nullable: true,
        description: "That address: E.164 where it could be read, else as it was delivered.",
        resolve: ({ event }) => event.sender?.address ?? null,
      }),
      successorOfVisitorId: t.id({
        nullable: true,
        description: "The device's first visitor, if this one stands in on it for another contact.",
        resolve: ({ event }) =>
          event.successorOf && encodeId("AnonymousVisitor", event.successorOf.visitorId),
      }),
    }),
  ),
  eventType("PushOptedIn", "A visitor opted in to push notifications."),
  eventType("PushOptedOut", "A visitor opted out of push notifications."),
  eventType(
    "VisitorDetailsClaimed",
    "A visitor said something of itself that changed no contact, and that is kept with it.",
    (t) => ({
      claims: t.field({
        type: [VisitorClaim],
        description: "What it said.",
        resolve: ({ event }) => listClaims(event.claims),
      }),
    }),
  ),
  eventType(
    "VisitorIdentified",
    "A visitor was linked to a contact: it is anonymous no more.",
    (t) => ({
      proven: t.boolean({
        description: "Whether the visitor itself proved an identifier of the contact.",
        resolve: ({ event }) => event.proven,
      }),
    }),
  ),
  eventType("VisitorProven", "A visitor proved, later, an identifier of its contact."),
  eventType(
    "VisitorUnlinked",
    "A visitor was unlinked from its contact: it is anonymous again.",
    (t) => ({
      unlinkCause: t.field({
        type: UnlinkCause,
        description: "Why.",
        resolve: ({ event }) => event.cause,
      }),
    }),
  ),
] as const;
