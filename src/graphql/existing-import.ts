import type { Context } from "./context.ts";

/** @throws Error if somebody deleted it in this very moment. */
export async function existingImport(importId: string, { loaders }: Context) {
  const found = await loaders.import.load(importId);
  if (found === null) throw new Error("The import is not there any more.");
  return found;
}
