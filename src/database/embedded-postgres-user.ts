import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { StartProblem } from "../start-problem.ts";

/** Whom PostgreSQL runs as. Empty: as we do. */
export type PostgresUser = { uid: number; gid: number } | Record<string, never>;

/**
 * PostgreSQL refuses to run as root, which every container is by default: then it runs as the system's `postgres`, or
 * as `onymous`, which is made if need be.
 */
export async function choosePostgresUser(): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return {};
  const found = (await lookUp("postgres")) ?? (await lookUp("onymous"));
  if (found) return found;
  const home = ["--home-dir", "/nonexistent", "--no-create-home"];
  await run("useradd", ["--system", "--user-group", ...home, "onymous"], {});
  const made = await lookUp("onymous");
  if (made) return made;
  throw new StartProblem(
    "PostgreSQL does not run as root, and no user could be made for it: create a user named postgres, start Onymous as another user, or set DATABASE_URL.",
  );
}

/** As root, an existing data folder is run by its owner: a volume may come from another machine or another start. */
export async function ownerOf(folder: string): Promise<PostgresUser | null> {
  if (process.getuid?.() !== 0) return null;
  const found = await stat(folder).catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

async function lookUp(name: string): Promise<PostgresUser | null> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name], {}), run("id", ["-g", name], {})]);
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** Whether the user gets into a folder: a folder on the way that only root can enter keeps it out. */
export async function canEnter(folder: string, user: PostgresUser): Promise<boolean> {
  if (user.uid === undefined) return true;
  const { status } = await run("/bin/sh", ["-c", 'cd "$1"', "sh", folder], user);
  return status === 0;
}

export interface Ran {
  /** null: it could not be started, or was killed. */
  status: number | null;
  /** Both streams, or why it could not be started. */
  output: string;
}

/**
 * Runs a program to its end, in a session of its own: Ctrl-C in the terminal goes to every process of the
 * foreground group, and PostgreSQL must not stop before the server has.
 */
export function run(program: string, args: string[], user: PostgresUser): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...user,
      detached: true,
      // Ours may be out of the user's reach.
      cwd: "/",
      // Nothing of ours: PGPORT and the like would change what PostgreSQL does.
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ status: null, output: error.message }));
    // pg_ctl gives the postmaster other streams, so ours close when pg_ctl ends.
    child.on("close", (status) => resolve({ status, output }));
  });
}
