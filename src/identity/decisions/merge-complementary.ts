import type { Draft } from "../draft.ts";
import type { EventHead } from "../events.ts";
import type { Contact } from "../model.ts";
import { pairKey } from "../state.ts";
import type { Choice } from "./choose-person.ts";
import { recordMerge } from "./merge-contacts.ts";

/**
 * P5: a proven email of one contact and a proven phone of another, each lacking what the other has, are one person: the
 * two are merged, and the older survives. Not again where somebody has undone it.
 */
export function mergeComplementary(draft: Draft, about: EventHead, choice: Choice): Choice {
  const { contact, duplicate } = choice;
  if (!contact || duplicate?.reason !== "BOTH_VERIFIED_AND_COMPLEMENTARY") return choice;
  const known = draft.state.suspicions.get(pairKey(contact.id, duplicate.contact.id));
  if (known?.status === "dismissed") return choice;
  const [survivor, loser] = [contact, duplicate.contact].sort(byAge) as [Contact, Contact];
  const ids = { survivorId: survivor.id, loserId: loser.id };
  recordMerge(draft, about, { ...ids, cause: "BOTH_VERIFIED" });
  return { contact: draft.contact(survivor.id), duplicate: null };
}

const byAge = (one: Contact, other: Contact) =>
  `${one.createdAt} ${one.id}` < `${other.createdAt} ${other.id}` ? -1 : 1;
