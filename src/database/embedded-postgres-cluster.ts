import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartProblem } from "../start-problem.ts";
import type { Binaries } from "./embedded-postgres-binaries.ts";
import {
  canEnter,
  choosePostgresUser,
  ownerOf,
  type PostgresUser,
  run,
} from "./embedded-postgres-user.ts";

/** What belongs to the machine and not to one data folder: copies of the binaries, folders that root can't share. */
export const systemFolder = "/var/lib/onymous";

export interface Place {
  folder: string;
  user: PostgresUser;
}

export interface Cluster extends Place {
  password: string;
}

const passwordFile = "onymous.password";

/**
 * Where the PostgreSQL data folder of `dataDir` is, or is to be made, and who runs it. It lies in `dataDir`, unless
 * PostgreSQL's user can't get there: then in the system folder, and `dataDir` remembers where.
 */
export async function placeCluster(dataDir: string): Promise<Place> {
  const user = await choosePostgresUser();
  // Other users may pass through it (its secrets are files of mode 0600): PostgreSQL's user has to.
  await makeFolder(dataDir, user.uid === undefined ? 0o700 : 0o711);
  const note = join(dataDir, "postgres-folder");
  let folder = (await readIfThere(note))?.trim();
  if (folder === undefined) {
    folder = (await canEnter(dataDir, user))
      ? join(dataDir, "postgres")
      : await writeOnce(note, join(systemFolder, `data-${randomBytes(8).toString("hex")}`));
  }
  return { folder, user: (await ownerOf(folder)) ?? user };
}

/**
 * The data folder at its place, made if there is none. Safe when several processes do it at once: each makes its own
 * beside, the first to rename it wins.
 *
 * @throws StartProblem for a folder of another major version, or another user.
 */
export async function openCluster(
  dataDir: string,
  { folder, user }: Place,
  binaries: Binaries,
): Promise<Cluster> {
  const versionFile = join(folder, "PG_VERSION");
  if ((await readIfThere(versionFile)) === null) await initialise({ folder, user }, binaries);
  const version = await readFile(versionFile, "utf8");
  if (Number(version) !== binaries.major) {
    throw new StartProblem(
      `The data folder ${dataDir} was made by PostgreSQL ${version.trim()}, and this version of Onymous brings PostgreSQL ${binaries.major}: dump it with the version of Onymous that made it, move the folder away, start, and restore (docs/running.md says how).`,
    );
  }
  const password = await readFile(join(folder, passwordFile), "utf8");
  return { folder, user, password: password.trim() };
}

async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
  } catch (error) {
    throw cannotUse(folder, error);
  }
}

function cannotUse(path: string, error: unknown): StartProblem {
  return new StartProblem(
    `${path} can't be used (${(error as { code: string }).code}): set DATA_DIR to a folder that this user may write, or DATABASE_URL to a PostgreSQL of your own.`,
    { cause: error },
  );
}

/** Writes a file whole or not at all, and only if there is none; answers what it says in the end. */
async function writeOnce(path: string, content: string): Promise<string> {
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, content);
  try {
    await link(beside, path);
  } catch (error) {
    if ((error as { code: string }).code !== "EEXIST") throw error;
  } finally {
    await rm(beside);
  }
  return (await readFile(path, "utf8")).trim();
}

async function initialise({ folder, user }: Place, binaries: Binaries): Promise<void> {
  const parent = dirname(folder);
  await makeFolder(parent, 0o711);
  const beside = await mkdtemp(join(parent, "postgres-new-"));
  try {
    const password = randomBytes(24).toString("base64url");
    const secret = join(beside, passwordFile);
    await writeFile(secret, password, { mode: 0o600 });
    if (user.uid !== undefined) {
      await chown(secret, user.uid, user.gid);
      await chown(beside, user.uid, user.gid);
    }
    const data = join(beside, "data");
    const made = await run(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        "--username=onymous",
        "--auth=scram-sha-256",
        `--pwfile=${secret}`,
        "--encoding=UTF8",
        // The same order on every system and after every upgrade of its libraries.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ],
      user,
    );
    if (made.status !== 0) {
      throw new StartProblem(`PostgreSQL's data folder could not be made: ${made.output.trim()}`);
    }
    await rename(secret, join(data, passwordFile));
    const conf = join(data, "postgresql.conf");
    await writeFile(conf, "\ninclude_if_exists 'onymous.conf'\n", { flag: "a" });
    await chmod(data, 0o700);
    await rename(data, folder).catch((error) => {
      // Another process was faster.
      if (!["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

export async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error.code === "EACCES" ? cannotUse(path, error) : error;
  });
}
