import { spawn } from "node:child_process";

/** What `npm run command -- create-workspace --json` prints. */
export interface DemoWorkspace {
  workspaceId: string;
  name: string;
  country: string;
  admin: { email: string; password: string };
  agent: { email: string; password: string };
  integrationKey: string;
}

/** Something a person has to see to before the demo can run; the message is one line. */
export class NotReady extends Error {}

/** @throws NotReady when nothing answers at the address. */
export async function findServer(url: string): Promise<void> {
  const ready = await fetch(`${url}/readyz`).catch(() => null);
  if (ready === null)
    throw new NotReady(
      `No server is running at ${url}: start one with \`npm start\` and run this again.`,
    );
  if (!ready.ok) throw new NotReady(`The server at ${url} is not ready (${ready.status}).`);
}

/**
 * A workspace of the run's own, so that a second run is as exact as the first. Whoever runs the service makes
 * workspaces, by a command and not through the API; it needs the server's settings (DATA_DIR, DATABASE_URL).
 *
 * @throws NotReady with what the command said.
 */
export async function createWorkspace(name: string, country: string): Promise<DemoWorkspace> {
  const args = ["create-workspace", "--name", name, "--country", country, "--json"];
  const { status, stdout, stderr } = await run("npm", [
    "run",
    "--silent",
    "command",
    "--",
    ...args,
  ]);
  if (status !== 0) throw new NotReady(`No workspace could be made: ${(stderr || stdout).trim()}`);
  return JSON.parse(stdout);
}

function run(program: string, args: string[]) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((done, fail) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.on("error", fail);
    child.on("close", (status) => done({ status, stdout, stderr }));
  });
}
