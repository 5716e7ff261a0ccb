import type { VisitorCaller } from "../auth/caller.ts";
import { openForVisitor, sealForVisitor } from "../auth/visitor-seal.ts";
import { decodeCursor } from "../live/cursor.ts";
import { visitorCaller } from "./acting-caller.ts";
import type { Context } from "./context.ts";
import { invalidCursor } from "./paging.ts";

/**
 * The cursor of the log, sealed for one visitor. Positions are counted over everything that happens in the workspace:
 * readable, they would tell a visitor how much its `identify` set off, and so whether it is known (SPEC 4).
 */
export async function sealChatCursor(context: Context, cursor: string): Promise<string> {
  const visitor = visitorCaller(context);
  return sealForVisitor(await keyOf(context, visitor), visitor, cursor);
}

/** @throws GraphQLError `INVALID_CURSOR` for what is no cursor of this visitor's. */
export async function openChatCursor(
  context: Context,
  sealed: string | null | undefined,
): Promise<string | null> {
  if (sealed === null || sealed === undefined) return null;
  const visitor = visitorCaller(context);
  const cursor = await openForVisitor(await keyOf(context, visitor), visitor, sealed);
  if (cursor === null || decodeCursor(cursor) === null) throw invalidCursor();
  return cursor;
}

async function keyOf({ secrets }: Context, { workspaceId }: VisitorCaller) {
  const found = await secrets.find(workspaceId);
  if (found === null) throw new Error("The caller's workspace is missing from the database.");
  return found.tokenKey;
}
