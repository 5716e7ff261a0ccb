import type { DuplicateReason } from "../model.ts";
import { addressEvidence } from "./address-evidence.ts";
import { nameEvidence } from "./name-evidence.ts";
import type { Profile } from "./profile.ts";
import { nearness, oneSlipApart } from "./spelling.ts";

export type FoundReason = Extract<
  DuplicateReason,
  "SAME_NAME_AND_ADDRESS" | "SAME_NAME_AND_BUSINESS" | "SAME_NAME_AND_PHONE_DIGITS"
>;
export interface DuplicateScore {
  /** How likely both are one person, from 0 to 1. */
  readonly score: number;
  /** Empty: not suspected. */
  readonly reasons: readonly FoundReason[];
}

/** What is said for it in powers of two, before which two contacts are two people. */
const AGAINST = 14;
/** What one kind of evidence must say for it to be named as a reason. */
const ADDRESS_ENOUGH = 7;
const NOT_SUSPECTED: DuplicateScore = { score: 0, reasons: [] };

/**
 * Whether two contacts are one person, by all that is not an identifier. Each agreement and difference counts as much
 * as it tells (as Fellegi and Sunter do), in powers of two. The names must tell for it by themselves: people who live
 * together share everything else.
 */
export function scoreDuplicate(one: Profile, other: Profile): DuplicateScore {
  const name = nameEvidence(one, other);
  if (name === null) return NOT_SUSPECTED;
  const address = addressEvidence(one.addresses, other.addresses);
  const business = businessEvidence(one.business, other.business);
  const phone = phoneEvidence(one.phones, other.phones);
  const reasons: FoundReason[] = [];
  if (address >= ADDRESS_ENOUGH) reasons.push("SAME_NAME_AND_ADDRESS");
  if (business > 0) reasons.push("SAME_NAME_AND_BUSINESS");
  if (phone > 0) reasons.push("SAME_NAME_AND_PHONE_DIGITS");
  const sum = name + address + business + phone - AGAINST;
  if (reasons.length === 0 || sum < 0) return NOT_SUSPECTED;
  return { score: 1 - 0.5 ** (sum / 4 + 1), reasons };
}

function businessEvidence(one: string, other: string): number {
  if (one === "" || other === "") return 0;
  if (one === other) return 8;
  return nearness(one, other) >= 0.93 ? 6 : -1;
}

/** The numbers of two contacts are never the same one: the same digits with another country's code, or a slip. */
function phoneEvidence(ones: readonly string[], others: readonly string[]): number {
  let best = 0;
  for (const one of ones)
    for (const other of others) {
      if (one.length < 7 || other.length < 7) continue;
      if (one.slice(-8) === other.slice(-8)) best = Math.max(best, 12);
      else if (oneSlipApart(one, other)) best = Math.max(best, 8);
    }
  return best;
}
