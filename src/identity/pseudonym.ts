import type { Visitor } from "./model.ts";

/** A made-up name and address for the side panel (SPEC 2.3). Never an identifier, never a real address. */
export interface Pseudonym {
  readonly name: string;
  readonly email: string;
}

const QUALITIES =
  "Amber Brave Calm Clever Coral Curious Eager Gentle Golden Happy Hazel Honest Indigo Ivory Jolly Kind Lively Lucky Mellow Merry Mild Nimble Olive Patient Plucky Proud Quick Quiet Ruby Silver Sunny Witty".split(
    " ",
  );
const ANIMALS =
  "Badger Beaver Bison Crane Deer Dolphin Eagle Falcon Finch Fox Gecko Heron Ibis Jackal Koala Lark Lynx Marten Newt Otter Owl Panda Puffin Quail Raven Robin Seal Sparrow Swan Tiger Walrus Wren".split(
    " ",
  );

/**
 * Derived from the visitor's id alone, so that the same visitor always has the same one. The id's own digits keep the
 * address apart from other visitors' who share the name. `.invalid` can never be registered (RFC 2606).
 */
export function pseudonymOf(visitorId: string): Pseudonym {
  const digits = visitorId.replaceAll("-", "");
  const quality = QUALITIES[Number.parseInt(digits.slice(0, 4), 16) % QUALITIES.length];
  const animal = ANIMALS[Number.parseInt(digits.slice(4, 8), 16) % ANIMALS.length];
  return {
    name: `${quality} ${animal}`,
    email: `${quality}.${animal}.${digits.slice(0, 8)}@visitor.invalid`.toLowerCase(),
  };
}

/** Only an anonymous visitor of conversations has one: others have a name, or nobody to show it to. */
export const hasPseudonym = (visitor: Pick<Visitor, "kind" | "contactId">): boolean =>
  visitor.kind === "CONVERSATIONS" && visitor.contactId === null;
