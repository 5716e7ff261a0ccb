import type { AddressProfile } from "./profile.ts";
import { nearness, oneSlipApart } from "./spelling.ts";

/** What the addresses say for one person, in powers of two: the pair of them that says most. 0 where one is not known. */
export function addressEvidence(
  ones: readonly AddressProfile[],
  others: readonly AddressProfile[],
): number {
  const all = ones.flatMap((one) => others.map((other) => pairEvidence(one, other)));
  return all.length === 0 ? 0 : Math.max(...all);
}

function pairEvidence(one: AddressProfile, other: AddressProfile): number {
  return (
    numberEvidence(one.numbers, other.numbers) +
    lineEvidence(one, other) +
    said(one.city, other.city, (near) => (near >= 0.9 ? 3 : near >= 0.8 ? 1.5 : -1)) +
    said(one.region, other.region, (near) => (near > 0.9 ? 0.5 : -0.5)) +
    said(one.country, other.country, (near) => (near === 1 ? 0 : -2)) +
    postalCodeEvidence(one.postalCode, other.postalCode)
  );
}

/** Nothing where one of the two is not said. */
const said = (one: string, other: string, evidence: (near: number) => number) =>
  one === "" || other === "" ? 0 : evidence(nearness(one, other));

function numberEvidence(ones: readonly string[], others: readonly string[]): number {
  if (ones.length === 0 || others.length === 0) return 0;
  if (ones.some((one) => others.includes(one))) return 3;
  return ones.some((one) => others.some((other) => oneSlipApart(one, other))) ? 0 : -2;
}

/** The lines as they stand, or swapped. The first names the street, the second often nothing that all write. */
function lineEvidence(one: AddressProfile, other: AddressProfile): number {
  const street = (near: number) => (near >= 0.92 ? 6 : near >= 0.84 ? 4 : -2);
  const more = (near: number) => (near >= 0.9 ? 3 : near >= 0.8 ? 2 : -0.5);
  const [line1, line2] = one.lines;
  const straight = said(line1, other.lines[0], street) + said(line2, other.lines[1], more);
  const swapped = said(line1, other.lines[1], street) + said(line2, other.lines[0], more);
  return Math.max(straight, swapped);
}

function postalCodeEvidence(one: string, other: string): number {
  if (one === "" || other === "") return 0;
  if (one === other) return 4;
  return oneSlipApart(one, other) ? 2 : -1.5;
}
