import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  /** The same URL by way of the proxy. */
  url: string;
  /** Breaks every connection, and each that is tried from now on. */
  cut(): void;
  mend(): void;
  /** How many were tried while it was cut. */
  refused(): number;
  close(): Promise<void>;
}

/** A way to a server that can be cut, as a network is. */
export async function openProxy(target: string): Promise<TcpProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let cut = false;
  let refused = 0;
  const server = createServer((socket) => {
    if (cut) {
      refused += 1;
      socket.destroy();
      return;
    }
    const upstream = connect(Number(to.port), to.hostname);
    for (const [from, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(from);
      from.on("error", () => other.destroy());
      from.on("close", () => {
        sockets.delete(from);
        other.destroy();
      });
      from.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut() {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      cut = false;
    },
    refused: () => refused,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
