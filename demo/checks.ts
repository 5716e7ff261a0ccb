/** What the demo finds out to be so, or not. */
export interface Checks {
  readonly failed: number;
  readonly held: number;
  check(what: string, holds: boolean, detail?: unknown): void;
}

export function createChecks(say: (line: string) => void): Checks {
  let held = 0;
  let failed = 0;
  return {
    get held() {
      return held;
    },
    get failed() {
      return failed;
    },
    check(what, holds, detail) {
      if (holds) held += 1;
      else {
        failed += 1;
        say(`  NOT SO: ${what}${detail === undefined ? "" : ` (${JSON.stringify(detail)})`}`);
      }
    },
  };
}
