import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

/** Optional packages, mostly binaries of other platforms, that a package names and the lock file does not have. */
function missingIn({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !places(place, name).some((candidate) => candidate in packages))
      .map((name) => `${place} needs ${name}`),
  );
}

/** Where a package finds another, from the inside out. */
function places(from: string, name: string): string[] {
  const folders = from.split("/node_modules/").map((_, depth, parts) => parts.slice(0, depth + 1));
  return [
    ...folders.map((parts) => `${parts.join("/node_modules/")}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

// npm leaves out what it could not look up when the lock file was made, and `npm ci` then refuses the whole file.
test("the lock file names the optional packages of every platform, so that npm ci takes it", () => {
  expect(missingIn(JSON.parse(readFileSync("package-lock.json", "utf8")))).toEqual([]);
});

test("a planted gap is found", () => {
  const packages = {
    "node_modules/a": { optionalDependencies: { b: "1", c: "1", d: "1" } },
    "node_modules/a/node_modules/b": {},
    "node_modules/c": {},
  };
  expect(missingIn({ packages })).toEqual(["node_modules/a needs d"]);
});
