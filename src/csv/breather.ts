import { setImmediate } from "node:timers/promises";

/** Less than anybody notices who waits for another answer of the same process. */
const LONGEST_STRETCH_MS = 4;

/** Lets others have their turn in the middle of long work. */
export class Breather {
  #since = performance.now();

  async breatheIfDue(): Promise<void> {
    if (performance.now() - this.#since < LONGEST_STRETCH_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
