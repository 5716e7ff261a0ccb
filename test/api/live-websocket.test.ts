import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { EVENTS, type LiveServer, startLiveServer } from "../support/live-server.ts";
import { openRawSocket, type RawSocket } from "../support/raw-socket.ts";

let server: LiveServer;
/** The beginning of the log, to replay from. */
let start: string;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startLiveServer();
  start = await server.head();
});
afterAll(async () => {
  for (const socket of sockets) socket.socket.terminate();
  await server.stop();
});

async function open(options: Parameters<typeof openRawSocket>[1] = { token: server.key }) {
  const socket = await openRawSocket(server.wsUrl, options);
  sockets.push(socket);
  return socket;
}
async function acknowledged(options?: Parameters<typeof openRawSocket>[1]): Promise<RawSocket> {
  const socket = await open(options);
  expect(await socket.next()).toEqual({ type: "connection_ack" });
  return socket;
}

describe("operations on one socket", () => {
  it("fail alone: syntax, validation, unknown operation and a missing right leave the others running", async () => {
    const socket = await acknowledged();
    socket.subscribe("live", EVENTS, { after: await server.head() });
    const broken = {
      syntax: "subscription {",
      validation: "subscription { identityEvents { nothing } }",
      "no operation": "fragment F on Query { __typename }",
      "two subscriptions":
        "subscription { a: identityEvents { cursor } b: identityEvents { cursor } }",
      "too big": `{ ${"a: __typename ".repeat(5_000)} }`,
      variables: "subscription ($after: Cursor!) { identityEvents(after: $after) { cursor } }",
    };
    for (const [id, query] of Object.entries(broken)) {
      socket.subscribe(id, query);
      const answer = await socket.nextOf(id);
      const errors = answer.type === "error" ? answer.payload : answer.payload.errors;
      expect(errors[0].message, id).toEqual(expect.any(String));
    }
    await server.append(1);
    expect((await socket.nextOf("live")).payload.data.identityEvents.__typename).toBe(
      "PushOptedIn",
    );
    socket.subscribe("query", "{ __typename }");
    expect((await socket.nextOf("query")).payload.data).toEqual({ __typename: "Query" });
    await socket.close();
  });

  it("answer a malformed cursor with an error of that operation", async () => {
    const socket = await acknowledged();
    for (const [id, after] of Object.entries({ text: "nonsense", empty: "", number: 7 })) {
      socket.subscribe(id, EVENTS, { after });
      const answer = await socket.nextOf(id);
      const errors = answer.type === "error" ? answer.payload : answer.payload.errors;
      expect(errors, id).toHaveLength(1);
    }
    await socket.close();
  });

  it("are limited in number", async () => {
    const socket = await acknowledged();
    for (let n = 0; n < 101; n++) socket.subscribe(`live ${n}`, EVENTS);
    const refused = await socket.next();
    expect(refused).toMatchObject({ id: "live 100", type: "error" });
    expect(refused.payload[0].extensions.code).toBe("TOO_MANY_OPERATIONS");
    socket.send({ id: "live 7", type: "complete" });
    socket.subscribe("another", EVENTS, { after: start });
    expect((await socket.nextOf("another")).type).toBe("next");
    await socket.close();
  });

  it("end when they are completed, and their id can be used again", async () => {
    const socket = await acknowledged();
    const after = await server.head();
    socket.subscribe("one", EVENTS, { after });
    socket.send({ id: "one", type: "complete" });
    socket.subscribe("one", EVENTS, { after });
    await server.append(1);
    await socket.nextOf("one");
    socket.subscribe("marker", EVENTS, { after });
    await socket.nextOf("marker");
    await server.append(1);
    await socket.nextOf("marker");
    // Were the first still running, its event would have come twice.
    const further = await socket.nextOf("one");
    expect(further.payload.data.identityEvents.cursor).toBe(await server.head());
    await socket.close();
  });
});

describe("a cursor that the log cannot go on from", () => {
  it("gets ResyncRequired with a cursor to go on from, and then what is new", async () => {
    const socket = await acknowledged();
    const [epoch, position] = Buffer.from(await server.head(), "base64url")
      .toString()
      .split(".");
    const made = (text: string) => Buffer.from(text).toString("base64url");
    const lost = {
      FROM_THE_FUTURE: made(`${epoch}.${Number(position) + 1_000}`),
      OTHER_EPOCH: made(`${"0".repeat(16)}.${position}`),
    };
    for (const [reason, after] of Object.entries(lost)) {
      socket.subscribe(reason, EVENTS, { after });
      const head = await server.head();
      const { payload } = await socket.nextOf(reason);
      expect(payload.data.identityEvents).toEqual({
        __typename: "ResyncRequired",
        reason,
        cursor: head,
      });
    }
    await server.append(1);
    for (const reason of Object.keys(lost))
      expect((await socket.nextOf(reason)).payload.data.identityEvents.cursor).toBe(
        await server.head(),
      );
    await socket.close();
  });
});

describe("who may connect", () => {
  it("says so by the header too", async () => {
    const socket = await acknowledged({ headers: { authorization: `Bearer ${server.key}` } });
    socket.subscribe("workspace", "{ workspace { id } }");
    const { payload } = await socket.nextOf("workspace");
    expect(payload.data.workspace.id).toBe(server.workspaceId);
    await socket.close();
  });

  it("is nobody without a token, and may subscribe to nothing", async () => {
    const socket = await acknowledged({});
    socket.subscribe("live", EVENTS);
    const { payload } = await socket.nextOf("live");
    expect(payload.errors?.[0].extensions.code).toBe("UNAUTHENTICATED");
    await socket.close();
  });

  it("is told when the token is none of ours", async () => {
    const socket = await open({ token: "nonsense" });
    expect(await socket.closed).toEqual({
      code: 4401,
      reason: "This is not a token of this service.",
    });
  });

  it("may not come from a page of another origin", async () => {
    const status = (origin: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(server.wsUrl, "graphql-transport-ws", { origin });
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
        socket.on("error", () => {});
        socket.on("open", () => {
          socket.terminate();
          resolve("open");
        });
      });
    expect(await status("https://evil.example")).toBe(403);
    expect(await status("null")).toBe(403);
    expect(await status(server.url)).toBe("open");
  });

  it("must speak the protocol, on the right path", async () => {
    const elsewhere = new WebSocket(`${server.wsUrl}s`, "graphql-transport-ws");
    const status = await new Promise((resolve) => {
      elsewhere.on("unexpected-response", (_request, response) => resolve(response.statusCode));
      elsewhere.on("error", () => {});
    });
    expect(status).toBe(404);
    const early = await open({ init: false });
    early.subscribe("too early", EVENTS);
    expect((await early.closed).code).toBe(4401);
    const silent = await acknowledged();
    silent.socket.send("not json");
    expect((await silent.closed).code).toBe(4400);
    const binary = await acknowledged();
    binary.socket.send(Buffer.from([0]));
    expect((await binary.closed).code).toBe(4400);
    const loud = await acknowledged();
    loud.send({ type: "ping", payload: { text: "x".repeat(600_000) } });
    expect((await loud.closed).code).toBe(1009);
  });
});
