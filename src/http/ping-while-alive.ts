import type { WebSocket } from "ws";

/**
 * Finds out when a peer is gone, its machine or its network, or does not get to read: it has not answered the last ping
 * when the next is due.
 */
export function pingWhileAlive(
  socket: WebSocket,
  pingMillis: number,
  onSilence: () => void,
): () => void {
  let answered = true;
  socket.on("pong", () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) return onSilence();
    answered = false;
    socket.ping();
  }, pingMillis);
  return () => clearInterval(timer);
}
