/** Load of the table: past it, it doubles. */
const FULLEST = 0.6;

/**
 * Which rows of a file may be about the same people: those that share a key (an email, a phone, a contact that has one of
 * theirs), and those that are linked by others. A group is led by its first line. Keys are kept as 32 bits each, so that a
 * file of a million rows takes some 30 MB: two keys that fall together only have their rows decided together.
 */
export class RowGroups {
  #hashes = new Uint32Array(1 << 12);
  /** 0: free. Lines count from 1. */
  #leaders = new Int32Array(1 << 12);
  #taken = 0;
  /** Leaders that turned out to be another group's. */
  readonly #moved = new Map<number, number>();
  /** Of groups of more than one row. */
  readonly #sizes = new Map<number, number>();

  /** Takes in the next row (lines ascend), and answers who leads it as far as is known by now. */
  add(line: number, keys: readonly string[]): number {
    const slots = keys.map((key) => this.#slot(hash(key)));
    const known = slots.flatMap((slot) => {
      const leader = this.#leaders[slot] as number;
      return leader === 0 ? [] : [this.leaderOf(leader)];
    });
    const leader = Math.min(line, ...known);
    if (known.length > 0) this.#grow(leader, known);
    for (const key of keys) this.#set(hash(key), leader);
    return leader;
  }

  leaderOf(line: number): number {
    let leader = line;
    for (let next = this.#moved.get(leader); next !== undefined; next = this.#moved.get(leader)) {
      // A step less for whoever comes by again: a long chain of rows would cost its square.
      const further = this.#moved.get(next);
      if (further !== undefined) this.#moved.set(leader, further);
      leader = next;
    }
    return leader;
  }

  /** Leaders that were told before it was known that they belong to an earlier group. */
  *moved(): Generator<{ readonly from: number; readonly to: number }> {
    for (const from of this.#moved.keys()) yield { from, to: this.leaderOf(from) };
  }

  /** Leaders of groups of more rows than that. */
  largerThan(rows: number): number[] {
    return [...this.#sizes].flatMap(([leader, size]) =>
      size > rows && !this.#moved.has(leader) ? [leader] : [],
    );
  }

  #grow(leader: number, known: readonly number[]): void {
    let size = 1;
    for (const one of new Set(known)) {
      size += this.#sizes.get(one) ?? 1;
      if (one === leader) continue;
      this.#moved.set(one, leader);
      this.#sizes.delete(one);
    }
    this.#sizes.set(leader, size);
  }

  #set(key: number, leader: number): void {
    const slot = this.#slot(key);
    if (this.#leaders[slot] === 0) {
      this.#hashes[slot] = key;
      this.#taken += 1;
    }
    this.#leaders[slot] = leader;
    if (this.#taken > this.#leaders.length * FULLEST) this.#double();
  }

  #slot(key: number): number {
    const mask = this.#leaders.length - 1;
    let slot = key & mask;
    while (this.#leaders[slot] !== 0 && this.#hashes[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #double(): void {
    const [hashes, leaders] = [this.#hashes, this.#leaders];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#leaders = new Int32Array(leaders.length * 2);
    for (let old = 0; old < leaders.length; old += 1) {
      if (leaders[old] === 0) continue;
      const slot = this.#slot(hashes[old] as number);
      this.#hashes[slot] = hashes[old] as number;
      this.#leaders[slot] = leaders[old] as number;
    }
  }
}

/** FNV-1a with a final mix, so that the low bits, which choose the slot, depend on all of the text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
