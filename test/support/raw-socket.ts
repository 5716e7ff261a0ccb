import { once } from "node:events";
import { WebSocket } from "ws";

/** A WebSocket as the protocol has it, message by message: for what no client library would do. */
export interface RawSocket {
  readonly socket: WebSocket;
  send(message: object): void;
  /** Starts an operation. */
  subscribe(id: string, query: string, variables?: object): void;
  /** The next message; messages wait in a queue, so that none is missed. */
  next(): Promise<RawMessage>;
  /** The next message of one operation; those of others stay in the queue. */
  nextOf(id: string): Promise<RawMessage>;
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): Promise<void>;
}
export interface RawMessage {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever comes.
  readonly payload?: any;
}

export async function openRawSocket(
  url: string,
  options: {
    token?: string;
    origin?: string;
    init?: boolean;
    headers?: Record<string, string>;
  } = {},
): Promise<RawSocket> {
  const { token, origin, init = true, headers = {} } = options;
  const socket = new WebSocket(url, "graphql-transport-ws", { origin, headers });
  const messages: RawMessage[] = [];
  let wake = () => {};
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => {
      resolve({ code, reason: String(reason) });
      wake();
    });
  });
  async function nextWhere(wanted: (message: RawMessage) => boolean): Promise<RawMessage> {
    for (;;) {
      const index = messages.findIndex(wanted);
      if (index >= 0) return messages.splice(index, 1)[0] as RawMessage;
      if (socket.readyState === WebSocket.CLOSED) throw new Error("the socket is closed");
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const raw: RawSocket = {
    socket,
    send: (message) => socket.send(JSON.stringify(message)),
    subscribe: (id, query, variables) =>
      raw.send({ id, type: "subscribe", payload: { query, variables } }),
    next: () => nextWhere(() => true),
    nextOf: (id) => nextWhere((message) => message.id === id),
    closed,
    async close() {
      socket.close();
      await closed;
    },
  };
  await once(socket, "open");
  if (init) {
    const payload = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    raw.send({ type: "connection_init", payload });
  }
  return raw;
}
