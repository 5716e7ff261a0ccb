import { randomUUID } from "node:crypto";
import { decodeId, encodeId, type IdType } from "../auth/global-id.ts";
import type { RefusalValue } from "./refusals.ts";

/**
 * Many ids of one type, for an action that refuses them all when some are nothing's. What is no id at all becomes one
 * that nothing has, so that a refusal names it with the others, and as it was given.
 */
export function readIds(type: IdType, given: readonly string[]) {
  const written = new Map<string, string>();
  const uuids = given.map((id) => {
    const uuid = decodeId(type, id) ?? randomUUID();
    written.set(encodeId(type, uuid), id);
    return uuid;
  });
  return { uuids, written };
}
type GivenIds = ReturnType<typeof readIds>;

/** The refusal with every id in it as it was given. */
export const namedAsGiven = (refusal: RefusalValue, ...given: readonly GivenIds[]): RefusalValue =>
  Object.fromEntries(
    Object.entries(refusal).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((id) => asGiven(id, given)) : value,
    ]),
  ) as unknown as RefusalValue;

const asGiven = (id: unknown, given: readonly GivenIds[]) =>
  given.map(({ written }) => written.get(id as string)).find((one) => one !== undefined) ?? id;
