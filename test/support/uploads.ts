import { request as httpRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseId } from "../../src/auth/global-id.ts";
import { readImportFile } from "../../src/database/imports/import-file.ts";
import type { startApi } from "./api.ts";

type Api = Awaited<ReturnType<typeof startApi>>;

export interface UploadAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  // biome-ignore lint/suspicious/noExplicitAny: what is answered differs from test to test.
  json: any;
}

/** `PUT /imports` as any client sends it; a stream is sent in chunks as it comes. */
export async function put(
  api: Pick<Api, "url">,
  token: string | null,
  body: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: { fileName?: string; headers?: Record<string, string>; method?: string } = {},
): Promise<UploadAnswer> {
  const { fileName = "people.csv", headers = {}, method = "PUT" } = options;
  const whole = typeof body === "string" || body instanceof Uint8Array;
  const request = httpRequest(`${api.url}/imports?fileName=${encodeURIComponent(fileName)}`, {
    method,
    headers: {
      "content-type": "text/csv",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(whole ? { "content-length": Buffer.byteLength(body) } : {}),
      ...headers,
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    request.once("response", resolve).once("error", reject),
  );
  if (whole) request.end(body);
  // A server that has answered hangs up on who sends on.
  else pipeline(Readable.from(body), request).catch(() => {});
  return answerOf(await answered);
}

export async function answerOf(response: IncomingMessage): Promise<UploadAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    json: text === "" ? null : JSON.parse(text),
  };
}

/** What is stored of an import's file. */
export async function storedFile(api: Api, id: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const importId = parseId(id)?.uuid ?? "";
  const workspaceId = parseId(api.here.workspaceId)?.uuid ?? "";
  for await (const chunk of readImportFile(api.database.pool, { workspaceId, importId }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** How many imports and parts of files there are, of all workspaces. */
export async function countStored(api: Api): Promise<{ imports: number; parts: number }> {
  const { rows } = await api.database.pool.query(
    `select (select count(*)::int from import) as imports, (select count(*)::int from import_file_part) as parts`,
  );
  return rows[0];
}
