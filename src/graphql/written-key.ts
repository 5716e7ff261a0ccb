import type { Context } from "./context.ts";

/** The key that a mutation has just written, as it is now. */
export async function writtenKey(keyId: string, { loaders }: Context) {
  const key = await loaders.integrationKey.load(keyId);
  if (key === null) throw new Error("The integration key that was just written is missing.");
  return key;
}
