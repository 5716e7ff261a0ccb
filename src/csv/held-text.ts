/** The text of what is not read to its end yet, by its place in the file. */
export class HeldText {
  #pieces: Buffer[] = [];
  #start = 0;
  #end = 0;

  get start(): number {
    return this.#start;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  get pieces(): readonly Buffer[] {
    return this.#pieces;
  }

  get endsWithLineBreak(): boolean {
    return /[\r\n]$/.test(String.fromCharCode(this.#pieces.at(-1)?.at(-1) ?? 0));
  }

  add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#end += piece.length;
  }

  /** What is before `end`, and no longer held. */
  take(end: number): Buffer {
    const parts: Buffer[] = [];
    for (let first = this.#pieces[0]; first && this.#start < end; first = this.#pieces[0]) {
      const part = first.subarray(0, end - this.#start);
      parts.push(part);
      this.#start += part.length;
      if (part.length === first.length) this.#pieces.shift();
      else this.#pieces[0] = first.subarray(part.length);
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  takeAll(): Buffer {
    return this.take(this.#end);
  }
}
