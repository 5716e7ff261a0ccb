/**
 * Makes sure that the generated database client in src/database/generated is that of prisma/schema.prisma, and does
 * nothing when it is. `npm start`, `npm test` and the other commands load it first (`node --import`): install scripts
 * are switched off (.npmrc), which switches npm's "pre" scripts off too, and a preloaded module keeps each command one
 * single process, which gets its signals directly.
 *
 * Two commands at once in a fresh clone generate once: the second waits for the first.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = `${root}src/database/generated`;
const stampFile = `${generated}/made-from`;
const lock = `${root}node_modules/.onymous-generating`;
const patienceMillis = 120_000;

/** What the client is made from: the schema, and the versions of what makes it. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [
    "prisma/schema.prisma",
    "node_modules/prisma/package.json",
    "node_modules/@pothos/plugin-prisma/package.json",
  ])
    hash.update(readFileSync(root + file)).update("\0");
  return hash.digest("hex");
}

function isCurrent() {
  return (
    existsSync(`${generated}/pothos-types.ts`) &&
    existsSync(`${generated}/prisma/client.ts`) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === fingerprint()
  );
}

function generate() {
  const made = spawnSync(
    process.execPath,
    [`${root}node_modules/prisma/build/index.js`, "generate", "--no-hints"],
    {
      cwd: root,
      encoding: "utf8",
      // Prisma finds the second generator, prisma-pothos-types, by name.
      env: {
        ...process.env,
        PATH: `${root}node_modules/.bin${delimiter}${process.env.PATH ?? ""}`,
      },
    },
  );
  if (made.status !== 0) {
    process.stderr.write(`${made.stdout}${made.stderr}`);
    throw new Error("The database client could not be generated; `prisma generate` says why.");
  }
  writeFileSync(stampFile, fingerprint());
}

/** True once this process holds the lock; false when another generated meanwhile. */
function takeLock() {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      mkdirSync(lock);
      return true;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    // Left behind by a process that was killed.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > patienceMillis) rmSync(lock, { recursive: true, force: true });
    Atomics.wait(clock, 0, 0, 50);
    if (!existsSync(lock) && isCurrent()) return false;
  }
}

if (!existsSync(`${root}node_modules/prisma`))
  throw new Error("Dependencies are missing: run `npm ci` first.");
if (!isCurrent() && takeLock()) {
  try {
    if (!isCurrent()) generate();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
