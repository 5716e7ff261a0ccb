import { newCommandId, newVisitorId } from "../auth/new-id.ts";
import type { SentBy } from "../conversation/commands.ts";
import { type MessageChannel, NUMBER_CHANNELS, type Sender } from "../identity/model.ts";
import { normalizeClaims } from "../identity/normalize/claims.ts";
import { normalizeEmail } from "../identity/normalize/email.ts";
import { normalizePhone } from "../identity/normalize/phone.ts";
import { judgeClaims } from "./judge-claims.ts";

/** Channels whose visitors have a token, and so an id: an address would be a second visitor of the same person. */
export const TOKEN_CHANNELS: readonly MessageChannel[] = ["CHAT", "PUSH"];

/** What a channel says of who wrote. Names come as the channel has them: nothing is split by guess (SPEC 3.1). */
export interface ChannelSender {
  readonly channel: MessageChannel;
  readonly address: string | null;
  readonly fullName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** The address in the one form that tells senders apart, and the identifier that it is, if any. */
interface ReadAddress {
  readonly address: string;
  readonly identifier: { readonly phone?: string; readonly email?: string };
}

/**
 * Whose a message is, and what its channel says of the sender (SPEC 3.2, 4): WhatsApp and SMS prove the number; the
 * address of an email can be forged, so it is a claim like one that is typed; elsewhere there are names at the most.
 * A name that can't be kept is left out: a message is never refused for who sends it.
 */
export function readSender(
  { channel, address, ...names }: ChannelSender,
  country: string,
): { readonly sender: Sender | null; readonly sentBy: SentBy | null } {
  const read = address === null ? null : readAddress(channel, address, country);
  const { claims: given } = normalizeClaims({ ...read?.identifier, ...names }, country);
  const number = read?.identifier.phone ?? null;
  const judged = judgeClaims({ given, signed: {}, vouched: false, loggedIn: false, number });
  return {
    sender: read && { channel, address: read.address },
    sentBy:
      Object.keys(given).length === 0
        ? null
        : { ...judged, id: newCommandId(), successorVisitorId: newVisitorId() },
  };
}

/** Normalised where readable, else as delivered: a short code, or what nobody can read, is a sender all the same. */
function readAddress(channel: MessageChannel, given: string, country: string): ReadAddress {
  const asDelivered = given.trim();
  if (channel === "EMAIL") {
    const email = normalizeEmail(given);
    return email.ok
      ? { address: email.value, identifier: { email: email.value } }
      : { address: asDelivered.toLowerCase(), identifier: {} };
  }
  const phone = NUMBER_CHANNELS.some((one) => one === channel)
    ? readNumber(channel, asDelivered, country)
    : null;
  return phone === null
    ? { address: asDelivered, identifier: {} }
    : { address: phone, identifier: { phone } };
}

/** WhatsApp's own ids are international numbers without the plus sign; elsewhere SPEC 3.3 holds: no guess. */
function readNumber(channel: MessageChannel, text: string, country: string): string | null {
  const inWhatsapp = channel === "WHATSAPP" && /^[1-9]\d{9,14}$/.test(text);
  const international = inWhatsapp ? normalizePhone(`+${text}`, country) : null;
  const read = international?.ok ? international : normalizePhone(text, country);
  return read.ok ? read.value : null;
}
