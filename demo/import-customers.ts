import { type SignedIn, signIn } from "./agent-session.ts";
import { type Desk, watch } from "./desk.ts";
import {
  ExportContactsDocument,
  IdentifyDocument,
  ImportByIdDocument,
  PreviewImportDocument,
  RunImportDocument,
  SignInAnonymouslyDocument,
} from "./generated/operations.ts";
import { payload, UnexpectedAnswer } from "./graphql-client.ts";
import { customers, type ImportCounts } from "./import-file.ts";
import { followImport } from "./import-progress.ts";
import type { DemoWorkspace } from "./workspace.ts";

interface Importer {
  desk: Desk;
  url: string;
  admin: SignedIn;
}

/**
 * An admin imports the customers that an office program saved, some of whom have just written (SPEC 9.1), and fetches
 * the rows that were refused. Then it exports all contacts; importing that file changes nothing.
 */
export async function importCustomers(
  desk: Desk,
  url: string,
  workspace: DemoWorkspace,
): Promise<void> {
  const { ask, checks } = desk;
  const { workspaceId } = workspace;
  for (const claims of customers.writers) {
    const signedIn = await ask(SignInAnonymouslyDocument, { input: { workspaceId } }, null);
    const { token } = payload(signedIn.signInAnonymously, "SignInAnonymouslyPayload");
    const seen = watch(desk, (event) => event.__typename === "ContactCreated");
    const { identify } = await ask(IdentifyDocument, { input: { channel: "FORM", claims } }, token);
    payload(identify, "IdentifyPayload");
    await seen.sees("a customer who writes before the import", ["ContactCreated"]);
  }

  const importer = { desk, url, admin: await signIn(ask, workspaceId, workspace.admin) };
  const { id, result } = await importFile(importer, "customers.csv", customers.bytes);
  const { dialect } = await importOf(importer, id);
  const written = { encoding: "WINDOWS_1252", delimiter: "SEMICOLON" };
  checks.check("how the file is written is recognised", isSame(dialect ?? {}, written), dialect);
  checks.check("an import counts as expected", isSame(result, customers.counts), result);
  const refused = await download(importer, `/imports/refused-rows.csv?importId=${id}`);
  const lines = refused.trimEnd().split("\r\n").slice(1);
  checks.check(
    "the refused rows are had as a file",
    isSame(lines.map(Number.parseFloat), customers.refusedLines),
    refused,
  );

  const { exportContacts } = await ask(
    ExportContactsDocument,
    { input: {} },
    await importer.admin.token(),
  );
  const link = payload(exportContacts, "ExportContactsPayload").url;
  const exported = await download(importer, link, null);
  const again = await importFile(importer, "contacts.csv", Buffer.from(exported));
  const { rows, unchanged, refused: without } = again.result;
  checks.check(
    "importing an export changes nothing",
    unchanged >= customers.counts.created && rows === unchanged + without,
    again.result,
  );
}

/** Uploads, previews and runs it, checks that running it did what the preview said, and answers what that was. */
async function importFile(
  importer: Importer,
  fileName: string,
  bytes: Uint8Array,
): Promise<{ id: string; result: ImportCounts }> {
  const { desk, admin } = importer;
  const { ask, checks } = desk;
  const id = await upload(importer, fileName, bytes);
  const input = { importId: id };
  const previewed = await ask(PreviewImportDocument, { input }, await admin.token());
  payload(previewed.previewImport, "PreviewImportPayload");
  await watched(importer, id, "PREVIEWED");
  const { preview } = await importOf(importer, id);

  const feed = watch(desk, () => true);
  const run = await ask(RunImportDocument, { input }, await admin.token());
  payload(run.runImport, "RunImportPayload");
  await watched(importer, id, "FINISHED");
  await feed.sees(`an import of ${fileName}`, ["ContactsImported"]);
  const { result, differences } = await importOf(importer, id);
  if (!preview || !result) throw new UnexpectedAnswer("An import without counts.");
  checks.check(
    "an import does what its preview said",
    isSame(preview.counts, result) && differences.length === 0,
    { preview, result, differences },
  );
  return { id, result };
}

async function upload({ url, admin }: Importer, fileName: string, bytes: Uint8Array) {
  const answer = await fetch(`${url}/imports?fileName=${fileName}`, {
    method: "PUT",
    headers: { "content-type": "text/csv", authorization: `Bearer ${await admin.token()}` },
    body: new Uint8Array(bytes),
  });
  if (!answer.ok) throw new UnexpectedAnswer(`${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { import: { id: string } }).import.id;
}

/** With a header, or by a link that holds its right. */
async function download({ url, admin }: Importer, path: string, caller: SignedIn | null = admin) {
  const headers = caller && { authorization: `Bearer ${await caller.token()}` };
  const answer = await fetch(url + path, { ...(headers && { headers }) });
  if (!answer.ok) throw new UnexpectedAnswer(`${answer.status}: ${await answer.text()}`);
  return answer.text();
}

/** Follows its progress until that completes, and checks what it has come to. */
async function watched({ desk, url, admin }: Importer, importId: string, state: string) {
  const states = await followImport(url, await admin.token(), importId);
  desk.checks.check(`the progress of an import ends as ${state}`, states.at(-1) === state, states);
}

async function importOf({ desk, admin }: Importer, id: string) {
  const { node } = await desk.ask(ImportByIdDocument, { id }, await admin.token());
  if (node?.__typename !== "Import") throw new UnexpectedAnswer(`No import ${id}.`);
  return node;
}

const isSame = (one: object, other: object) =>
  JSON.stringify(Object.entries(one).filter(([name]) => name !== "__typename")) ===
  JSON.stringify(Object.entries(other));
