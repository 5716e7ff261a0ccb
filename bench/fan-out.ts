/**
 * One event to many sockets, beside raw `ws.send` of the finished text to as many.
 * `npm run bench:fan-out -- [--sockets 1000] [--events 20] [--rounds 3]`; what it shows: bench/README.md.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres.ts";
import { createLog } from "../src/log.ts";
import { freePort } from "../test/support/free-port.ts";
import { startServer } from "../test/support/server.ts";
import { median } from "./support/timing.ts";

const { values: options } = parseArgs({
  options: {
    sockets: { type: "string", default: "1000" },
    events: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
  },
});
const count = Number(options.sockets);
const events = Number(options.events);
const rounds = Number(options.rounds);
const SUBSCRIPTION = "subscription { identityEvents { __typename cursor occurredAt } }";

/** Makes one event happen, and resolves when every socket has it. */
type Contender = () => Promise<void>;

const folder = await mkdtemp(join(tmpdir(), "onymous-bench-"));
await chmod(folder, 0o711);
const log = createLog({ logLevel: "error" });
const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
const sockets: WebSocket[] = [];
let broadcaster: ChildProcess | undefined;
const server = await startServer({ env: { DATABASE_URL: postgres.url, DATA_DIR: folder } });
try {
  const { onymous, text } = await subscribeAll();
  const raw = await listenAll(text);
  await onymous();
  await raw();
  console.log(`${count} sockets, ${events} events a round, ${cpus().length} CPUs`);
  for (let round = 1; round <= rounds; round++) {
    // In turn within the round, so that what else the machine does hits both alike.
    const times = { onymous: [] as number[], raw: [] as number[] };
    for (let event = 0; event < events; event++) {
      times.onymous.push(await timed(onymous));
      times.raw.push(await timed(raw));
    }
    const [ours, limit] = [median(times.onymous), median(times.raw)];
    console.log(
      `round ${round}: onymous ${ours.toFixed(1)} ms, raw ${limit.toFixed(1)} ms, raw / onymous ${(limit / ours).toFixed(2)}`,
    );
  }
} finally {
  for (const socket of sockets) socket.terminate();
  broadcaster?.kill("SIGTERM");
  await server.stop();
  await postgres.stop();
  await rm(postgres.folder, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function timed(contender: Contender): Promise<number> {
  const start = performance.now();
  await contender();
  return performance.now() - start;
}

/** Subscribers of one and the same subscription. An event is a visitor that opts in to push, or out again. */
async function subscribeAll(): Promise<{ onymous: Contender; text: string }> {
  const credentials = JSON.parse(await readFile(join(folder, "credentials.json"), "utf8"));
  const key: string = credentials.integrationKey;
  const visitorId: string = (
    await request(
      null,
      `mutation { signInAnonymously(input: { workspaceId: "${credentials.workspaceId}" }) {
      ... on SignInAnonymouslyPayload { visitorId } } }`,
    )
  ).signInAnonymously.visitorId;
  // The first opt-in makes the record too; from then on each is one event.
  const push = (verb: string) =>
    request(key, `mutation { ${verb}(input: { visitorId: "${visitorId}" }) { __typename } }`);
  await push("optInToPush");

  let text = "";
  const mine: WebSocket[] = [];
  for (let n = 0; n < count; n++) {
    const socket = await open(server.wsUrl, "graphql-transport-ws");
    send(socket, { type: "connection_init", payload: { authorization: `Bearer ${key}` } });
    await once(socket, "message");
    send(socket, { type: "subscribe", id: "1", payload: { query: SUBSCRIPTION } });
    mine.push(socket);
  }
  // A subscription is not acknowledged: ask until an event has reached all.
  const reached = new Set<WebSocket>();
  for (const socket of mine)
    socket.on("message", (message) => {
      reached.add(socket);
      text = String(message);
    });
  let optedIn = true;
  const toggle = () => {
    optedIn = !optedIn;
    return push(optedIn ? "optInToPush" : "optOutOfPush");
  };
  while (reached.size < count) {
    await toggle();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  for (const socket of mine) socket.removeAllListeners("message");
  const onymous = async () => {
    await Promise.all([allReceive(mine), toggle()]);
  };
  return { onymous, text };
}

async function listenAll(text: string): Promise<Contender> {
  const port = await freePort();
  const file = fileURLToPath(new URL("fan-out/broadcaster.ts", import.meta.url));
  broadcaster = spawn(process.execPath, ["--import", "tsx", file, String(port), text], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(broadcaster.stdout as NodeJS.ReadableStream, "data");
  const mine: WebSocket[] = [];
  for (let n = 0; n < count; n++) {
    const socket = await open(`ws://127.0.0.1:${port}`);
    socket.send("listen");
    mine.push(socket);
  }
  const control = await open(`ws://127.0.0.1:${port}`);
  return async () => {
    const received = allReceive(mine);
    control.send("go");
    await received;
  };
}

function allReceive(receivers: readonly WebSocket[]): Promise<void> {
  return new Promise((resolve) => {
    let missing = receivers.length;
    for (const socket of receivers)
      socket.once("message", () => {
        missing -= 1;
        if (missing === 0) resolve();
      });
  });
}

async function open(url: string, protocol?: string): Promise<WebSocket> {
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
  sockets.push(socket);
  await once(socket, "open");
  return socket;
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

// biome-ignore lint/suspicious/noExplicitAny: what an operation answers differs from one to the next.
async function request(token: string | null, query: string): Promise<any> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
