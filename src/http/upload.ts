import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Uploads } from "../actions/imports/upload-import.ts";
import {
  UPLOAD_PROBLEMS,
  type UploadProblem,
  UploadRefused,
} from "../actions/imports/upload-problem.ts";
import type { Authenticator } from "../auth/authenticate.ts";
import { encodeId } from "../auth/global-id.ts";
import {
  type AdminRequest,
  type AdminRouteOptions,
  answerJson,
  createAdminRoute,
  type HttpProblem,
} from "./plain-http.ts";

const STATUS: Record<UploadProblem, number> = {
  INVALID_FILE_NAME: 400,
  EMPTY_FILE: 400,
  BROKEN_COMPRESSION: 400,
  FILE_TOO_LARGE: 413,
  EXPANDS_TOO_MUCH: 413,
  NOT_CSV: 415,
  TOO_MANY_UPLOADS: 429,
  TOO_MUCH_WAITING: 429,
  UPLOAD_TOO_SLOW: 408,
  NO_LONGER_ALLOWED: 403,
  STOPPING: 503,
};

/** What senders call a CSV, or don't: `curl -T` sends no type, `--data-binary` that of a form, Windows that of Excel. */
const TYPES =
  /^(text\/(csv|plain|tab-separated-values|comma-separated-values|x-csv)|application\/(octet-stream|csv|gzip|x-gzip|vnd\.ms-excel|x-www-form-urlencoded))$/;

/** `PUT /imports?fileName=…` with the file as its body: makes an import of it, and answers its id (docs/imports.md). */
export function createUploadRoute(
  options: Omit<AdminRouteOptions, "methods"> & {
    readonly authenticator: Pick<Authenticator, "isInForce">;
    readonly uploads: Uploads;
    /** How long a sender may send nothing. */
    readonly idleMillis: number;
  },
): RequestListener {
  const { uploads, idleMillis, authenticator } = options;

  async function put({ request, response, query, caller }: AdminRequest) {
    const problem = refusedUnread(request, uploads.maxBytes);
    if (problem) return problem;
    const result = await uploads.upload(caller, {
      fileName: query.get("fileName") ?? "",
      bytes: bodyOf(request, response, idleMillis),
      gzipped: encodingOf(request) === "gzip",
      // A token that merely ran out was good when the upload began.
      stillAllowed: () => authenticator.isInForce(caller),
    });
    if (!result.ok) return problemOf(result.problem);
    const { importId, fileName, byteSize } = result;
    answerJson(response, 201, { import: { id: encodeId("Import", importId), fileName, byteSize } });
    return undefined;
  }

  return createAdminRoute({ ...options, methods: { PUT: put } });
}

/** What is wrong with a request before anything of its body has come. */
function refusedUnread(request: IncomingMessage, maxBytes: number): HttpProblem | null {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && !TYPES.test(type))
    return {
      status: 415,
      code: "UNSUPPORTED_MEDIA_TYPE",
      message: "Send the file itself as the body, as `content-type: text/csv`.",
      headers: { accept: "text/csv, application/gzip, application/octet-stream" },
    };
  if (!["identity", "gzip"].includes(encodingOf(request)))
    return {
      status: 415,
      code: "UNSUPPORTED_ENCODING",
      message: "Send the file as it is, or with `content-encoding: gzip`.",
      headers: { "accept-encoding": "gzip, identity" },
    };
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (length === 0) return problemOf("EMPTY_FILE");
  return length > maxBytes ? problemOf("FILE_TOO_LARGE") : null;
}

const encodingOf = ({ headers }: IncomingMessage): string => {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() || "identity";
  return encoding === "x-gzip" ? "gzip" : encoding;
};

const problemOf = (code: UploadProblem): HttpProblem => ({
  status: STATUS[code],
  code,
  message: UPLOAD_PROBLEMS[code],
});

/** The body as it comes. Who asked whether to send it (`expect: 100-continue`) is told to now that it is read. */
async function* bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  idleMillis: number,
): AsyncGenerator<Uint8Array> {
  if (request.headers.expect !== undefined) response.writeContinue();
  // Leaving it unread must not hang up before the sender has read why.
  const chunks: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await inTime(chunks.next(), idleMillis);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    chunks.return?.().catch(() => {});
  }
}

/** Only the sender's time counts: while what it sent is stored, no clock runs. */
async function inTime<T>(next: Promise<T>, idleMillis: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UploadRefused("UPLOAD_TOO_SLOW")), idleMillis);
  });
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
  }
}
