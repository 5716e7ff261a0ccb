import type { AddressProfile, Profile } from "./profile.ts";
import { soundOf } from "./spelling.ts";

/** A key that more contacts than this share tells nothing: another one has to find its pairs. */
export const LARGEST_BLOCK = 50;

/**
 * Keys such that contacts which are one person share at least one, nearly always, and few others do. Each is made of
 * different parts, so that an error in one part leaves the others.
 */
export function blockingKeys(profile: Profile): string[] {
  const sounds = [...new Set(profile.names.filter((name) => name.length > 1).map(soundOf))].sort();
  const both = sounds.slice(0, 3).join("+");
  const keys = profile.addresses.flatMap((address) => addressKeys(address, sounds, both));
  if (profile.business !== "")
    keys.push(...sounds.map((sound) => `b:${profile.business.slice(0, 6)}:${sound}`));
  for (const phone of profile.phones) {
    if (phone.length < 7) continue;
    // Of a number with a slip in it, one half is right.
    keys.push(`p:${phone.slice(-8)}`);
    for (const sound of sounds)
      keys.push(`q:${phone.slice(-4)}:${sound}`, `r:${phone.slice(-8, -4)}:${sound}`);
  }
  return [...new Set(keys)];
}

function addressKeys(address: AddressProfile, sounds: readonly string[], both: string): string[] {
  const keys: string[] = [];
  // Digits in ascending order, as neighbours get swapped.
  const code = [...address.postalCode].sort().join("");
  const number = address.numbers[0] ?? "";
  const streets = address.lines.filter((line) => line !== "").map((line) => soundOf(line));
  const key = (kind: string, ...parts: string[]) => {
    if (!parts.includes("")) keys.push(`${kind}:${parts.join(":")}`);
  };
  key("c", both, soundOf(address.city));
  for (const sound of sounds) {
    key("z", sound, code);
    key("n", sound, number, address.city.slice(0, 2));
    for (const street of streets) key("s", sound, street, number);
  }
  for (const street of streets) key("a", street, number, code);
  return keys;
}
