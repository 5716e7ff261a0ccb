import { blockingKeys, LARGEST_BLOCK } from "../../src/identity/duplicates/blocking.ts";
import {
  type DuplicateFields,
  type Profile,
  profileOf,
} from "../../src/identity/duplicates/profile.ts";
import { scoreDuplicate } from "../../src/identity/duplicates/score.ts";

export interface Record {
  /** Records of the same one are one person. */
  readonly person: string;
  readonly fields: DuplicateFields;
}
export interface Measured {
  readonly records: number;
  /** Pairs that are one person. */
  readonly pairs: number;
  readonly suspected: number;
  readonly right: number;
  readonly compared: number;
  readonly precision: number;
  readonly recall: number;
  /** One person, but suspected to be two, or the other way round. */
  readonly wrong: readonly (readonly [Record, Record])[];
  readonly missed: number;
}

/** Looks at the records one after the other, each among those before it, as the finder does with saved contacts. */
export function measure(records: readonly Record[]): Measured {
  const blocks = new Map<string, number[]>();
  const profiles: Profile[] = records.map(({ fields }) => profileOf(fields));
  const wrong: (readonly [Record, Record])[] = [];
  const seen = new Map<string, number>();
  let [pairs, suspected, right, compared] = [0, 0, 0, 0];
  records.forEach((record, at) => {
    const profile = profiles[at] as Profile;
    const before = seen.get(record.person) ?? 0;
    pairs += before;
    seen.set(record.person, before + 1);
    const candidates = new Set<number>();
    for (const key of blockingKeys(profile)) {
      const block = blocks.get(key);
      if (!block) blocks.set(key, [at]);
      else if (block.push(at) <= LARGEST_BLOCK) for (const one of block) candidates.add(one);
    }
    candidates.delete(at);
    compared += candidates.size;
    for (const candidate of candidates) {
      if (scoreDuplicate(profile, profiles[candidate] as Profile).reasons.length === 0) continue;
      suspected++;
      const other = records[candidate] as Record;
      if (other.person === record.person) right++;
      else wrong.push([record, other]);
    }
  });
  return {
    records: records.length,
    pairs,
    suspected,
    right,
    compared,
    precision: suspected === 0 ? 1 : right / suspected,
    recall: pairs === 0 ? 1 : right / pairs,
    wrong,
    missed: pairs - right,
  };
}
