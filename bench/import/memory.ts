const EVERY_MILLIS = 100;

/** How much the process grows at the most from now on, in MB. */
export function watchMemory(): { stop(): number } {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, EVERY_MILLIS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return Math.round((most - idle) / 1_000_000);
    },
  };
}
