/** A file that came with a request. Only the server makes one: nothing in a JSON body can pass for it. */
export class UploadedFile {
  // Private: whoever walks through an input must not walk through its bytes.
  readonly #file: Pick<File, "name" | "arrayBuffer">;

  constructor(file: Pick<File, "name" | "arrayBuffer">) {
    this.#file = file;
  }

  get name(): string {
    return this.#file.name;
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(await this.#file.arrayBuffer());
  }
}

/** Bytes. The file of a multipart request is held in memory until it is stored. */
export const LARGEST_MULTIPART_FILE = 8 * 1024 * 1024;

/** Any of them has a browser ask before it sends a form to another origin. */
export const PREFLIGHT_HEADERS = ["apollo-require-preflight", "x-graphql-yoga-csrf"] as const;
