import type { WebSocket } from "ws";

/** Bytes that may wait for a socket before its senders wait too: enough to keep a fast reader busy. */
const SENDERS_WAIT_ABOVE = 256 * 1024;
/** Bytes that nothing may get a socket past: pings and small answers do not wait, and a client might send nothing else. */
const CLOSED_ABOVE = 8 * 1024 * 1024;
/** How long a close frame may take to reach a reader that has not read for long. */
const FAREWELL_MILLIS = 10_000;

/** "Try again later": clients of the protocol reconnect, and resume by their cursor. */
export const TRY_AGAIN_LATER = 1013;

export interface SocketSender {
  /** Resolves when the next message may be sent: at once while the reader keeps up. A closed socket drops the message. */
  send(message: string): Promise<void>;
  /** Says goodbye, and hangs up on a reader that does not take it. */
  close(code: number, reason: string): void;
  /** To be called when the socket has closed. */
  closed(): void;
}

/**
 * Sends to one socket no faster than its client reads. Messages wait outside, where they are bounded: whoever sends waits
 * until its message has left the process. A reader that takes nothing for `stallMillis` is closed, and can resume.
 */
export function createSocketSender(socket: WebSocket, stallMillis: number): SocketSender {
  let stall: NodeJS.Timeout | null = null;
  let hangUp: NodeJS.Timeout | null = null;
  const waiting = new Set<() => void>();

  function close(code: number, reason: string): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.close(code, reason);
    hangUp = setTimeout(() => socket.terminate(), FAREWELL_MILLIS);
    release();
  }
  function release(): void {
    if (stall) clearTimeout(stall);
    stall = null;
    for (const resume of waiting) resume();
    waiting.clear();
  }

  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return Promise.resolve();
      if (socket.bufferedAmount <= SENDERS_WAIT_ABOVE) {
        socket.send(message);
        return Promise.resolve();
      }
      if (socket.bufferedAmount > CLOSED_ABOVE) {
        close(TRY_AGAIN_LATER, "Too slow: what you did not read would fill the server's memory.");
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.add(resolve);
        stall ??= setTimeout(
          () => close(TRY_AGAIN_LATER, "Too slow: nothing was read for long. Resume by cursor."),
          stallMillis,
        );
        socket.send(message, () => {
          // Something left, so the reader is alive: the clock starts anew for those who still wait.
          waiting.delete(resolve);
          if (waiting.size === 0) release();
          else stall?.refresh();
          resolve();
        });
      });
    },
    close,
    closed() {
      if (hangUp) clearTimeout(hangUp);
      release();
    },
  };
}
