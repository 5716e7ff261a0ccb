import type { Context } from "./context.ts";

/** The key that a mutation has just written, as it is now: an earlier mutation of the same request may have read it. */
export async function writtenKey(keyId: string, { loaders }: Context) {
  const key = await loaders.integrationKey.clear(keyId).load(keyId);
  if (key === null) throw new Error("The integration key that was just written is missing.");
  return key;
}
