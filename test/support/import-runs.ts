import { setTimeout as delay } from "node:timers/promises";
import type { Client, startApi } from "./api.ts";
import { upload } from "./imports.ts";

type Api = Awaited<ReturnType<typeof startApi>>;

const IMPORT = `id state problem { code line column message }
  preview { counts { ...counts } openedConflicts newNames { name } reasons { code column count firstLine message } }
  result { ...counts } differences { count preview result } undoResult { deletedContacts revertedContacts keptContacts }`;
export const COUNTS = `fragment counts on ImportCounts { rows created conflicting filled unchanged repeated refused }`;

const UNDER_WAY = ["PREVIEW_QUEUED", "PREVIEWING", "QUEUED", "RUNNING", "UNDO_QUEUED", "UNDOING"];

// biome-ignore lint/suspicious/noExplicitAny: what an operation answers differs from test to test.
export async function readImport(client: Client, id: string): Promise<any> {
  const { node } = await client.query(
    `query($id: ID!) { node(id: $id) { ... on Import { ${IMPORT} } } } ${COUNTS}`,
    { id },
  );
  return node;
}

/** The import when nothing is done with it any more. */
export async function settled(client: Client, id: string) {
  for (;;) {
    const found = await readImport(client, id);
    if (!UNDER_WAY.includes(found.state)) return found;
    await delay(25);
  }
}

async function advance(client: Client, mutation: string, id: string) {
  const payload = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`;
  const answer = await client.mutate(mutation, { importId: id });
  if (answer.__typename !== payload) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return settled(client, id);
}

export const preview = (client: Client, id: string) => advance(client, "previewImport", id);
export const run = (client: Client, id: string) => advance(client, "runImport", id);
export const undo = (client: Client, id: string) => advance(client, "undoImport", id);

/** A file from upload to its end, by the public API. Answers what the preview said, and what was done. */
export async function importFile(
  api: Api,
  text: string | Uint8Array,
  policy: "OPEN_CONFLICTS" | "OVERWRITE" | "KEEP" = "OPEN_CONFLICTS",
  who = api.here.asAdmin,
) {
  const id = await upload(api, text, who);
  await who.mutate("configureImport", { importId: id, policy });
  const previewed = await preview(who, id);
  const done = await run(who, id);
  return { id, preview: previewed.preview, result: done.result, state: done.state };
}
