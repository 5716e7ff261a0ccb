import { MultiBar } from "cli-progress";

export interface Progress {
  /** Prints a line, above the bar. */
  say(line: string): void;
  tick(): void;
  stop(): void;
}

/** A progress bar where somebody watches; plain lines everywhere else. */
export function openProgress(total: number): Progress {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  if (!process.stdout.isTTY) return { say: print, tick: () => {}, stop: () => {} };
  const bars = new MultiBar({
    stream: process.stdout,
    format: "{bar} {value} of {total} sessions",
    hideCursor: true,
  });
  const bar = bars.create(total, 0);
  let stopped = false;
  return {
    say: (line) => (stopped ? print(line) : void bars.log(`${line}\n`)),
    tick: () => bar.increment(),
    stop() {
      if (!stopped) bars.stop();
      stopped = true;
    },
  };
}
