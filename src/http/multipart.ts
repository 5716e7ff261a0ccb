import { GraphQLError } from "graphql";
import type { GraphQLParams, Plugin } from "graphql-yoga";
import type { Authenticator } from "../auth/authenticate.ts";
import {
  LARGEST_MULTIPART_FILE,
  PREFLIGHT_HEADERS,
  UploadedFile,
} from "../graphql/uploaded-file.ts";
import { bearerToken, notAuthenticated } from "./bearer-token.ts";

const LARGEST_FIELD = 512 * 1024;
/** Bytes: the file, and what stands around it. */
export const LARGEST_MULTIPART_BODY = LARGEST_MULTIPART_FILE + LARGEST_FIELD;

const LIMITS = {
  files: 1,
  fields: 2,
  parts: 3,
  fieldSize: LARGEST_FIELD,
  fileSize: LARGEST_MULTIPART_FILE,
};

/**
 * Requests with a file (github.com/jaydenseric/graphql-multipart-request-spec), for admins. A page of another origin can
 * send forms without asking, so a header is needed that it can't send without. Before anything of the body is read it is
 * known that the request is let in: files are held in memory.
 */
export function useMultipartBodies(authenticator: Pick<Authenticator, "authenticate">): Plugin {
  return {
    async onRequestParse({ request, setRequestParser }) {
      if (!PREFLIGHT_HEADERS.some((name) => request.headers.get(name)))
        throw problem(
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "Send the operation as `content-type: application/json`, or one with a file as `multipart/form-data` with the header `apollo-require-preflight: true`.",
        );
      const caller = await authenticator.authenticate(bearerToken(request.headers));
      if (caller.type === "rejected") throw notAuthenticated(caller.reason);
      if (caller.type === "nobody")
        throw problem(401, "UNAUTHENTICATED", "Sending files needs an admin's token.");
      if (caller.type !== "member" || caller.role !== "ADMIN")
        throw problem(403, "FORBIDDEN", "Sending files is for admins alone.");
      if (Number(request.headers.get("content-length") ?? 0) > LARGEST_MULTIPART_BODY)
        throw tooLarge();
      setRequestParser(parseMultipart);
    },
  };
}

async function parseMultipart(request: Request): Promise<GraphQLParams> {
  const form = await readForm(request);
  const operations = objectIn(form, "operations");
  const entries = Object.entries(objectIn(form, "map"));
  const [name, paths] = entries[0] ?? [];
  const file = name === undefined ? null : form.get(name);
  if (entries.length !== 1 || file === null || typeof file === "string")
    throw badRequest("`map` names the one file that is sent, by the name of its part.");
  if (!Array.isArray(paths) || paths.length !== 1 || typeof paths[0] !== "string")
    throw badRequest("`map` says one place of the file, as a list with one path.");
  placeFile(operations, paths[0].split("."), new UploadedFile(file));
  return operations as GraphQLParams;
}

/** Where the file belongs, the operations hold null. */
function placeFile(operations: object, path: readonly string[], file: UploadedFile): void {
  let place: Record<string, unknown> = operations as Record<string, unknown>;
  const [last = "", ...parents] = path.toReversed();
  for (const key of parents.toReversed()) {
    const next = Object.hasOwn(place, key) ? place[key] : null;
    if (!isObject(next)) throw badPlace();
    place = next;
  }
  if (path[0] !== "variables" || !Object.hasOwn(place, last) || place[last] !== null)
    throw badPlace();
  place[last] = file;
}

const badPlace = () =>
  badRequest(
    "`map` names a place that `operations` does not have, or where it does not hold null.",
  );

async function readForm(request: Request): Promise<FormData> {
  try {
    // The request is yoga's own, which takes limits.
    return await (request.formData as (o: object) => Promise<FormData>).call(request, {
      formDataLimits: LIMITS,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (/^(File size limit exceeded|Request body too large)/.test(message)) throw tooLarge();
    if (/^(Files|Fields|Parts) limit exceeded/.test(message))
      throw badRequest("A request has `operations`, `map` and one file, and no more parts.");
    throw badRequest("The body is no whole `multipart/form-data`.");
  }
}

function objectIn(form: FormData, name: string): Record<string, unknown> {
  const text = form.get(name);
  const bad = () => badRequest(`The part \`${name}\` is missing, or no JSON object.`);
  if (typeof text !== "string") throw bad();
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {}
  throw bad();
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const problem = (status: number, code: string, message: string) =>
  new GraphQLError(message, { extensions: { code, http: { status } } });
const badRequest = (message: string) => problem(400, "BAD_REQUEST", message);
const tooLarge = () =>
  problem(
    413,
    "REQUEST_ENTITY_TOO_LARGE",
    "A file that is sent with an operation has at most 8 MiB. Send a larger one by `PUT /imports`.",
  );
