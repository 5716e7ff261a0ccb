import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export const usage = `Runs a support desk's day against a running server.

  npm run demo                                        the day that comes with the project
  npm run demo -- sessions.jsonl                      any other
  npm run demo -- sessions.jsonl --expect out.json    and checks what comes out of it

  --country XX   the workspace's country, where no expectation names it
  --url URL      the server, http://127.0.0.1:4000 by default (HOST and PORT are heeded)
  --quiet        does not print the events`;

export interface Options {
  sessions: string;
  expect: string | null;
  country: string | null;
  url: string;
  quiet: boolean;
}

/** A command line that can't be followed. */
export class UsageProblem extends Error {}

const shipped = (name: string) => fileURLToPath(new URL(`data/${name}`, import.meta.url));

export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parse(args);
  if (values.help) throw new UsageProblem(usage);
  if (positionals.length > 1) throw new UsageProblem(`One session file at a time.\n\n${usage}`);
  const [file] = positionals;
  return {
    sessions: file ?? shipped("sessions.jsonl"),
    // The expectation that is shipped belongs to the sessions that are shipped.
    expect: values.expect ?? (file === undefined ? shipped("sessions.expected.json") : null),
    country: values.country ?? null,
    url: (values.url ?? serverUrl(env)).replace(/\/(graphql\/?)?$/, ""),
    quiet: values.quiet ?? false,
  };
}

function serverUrl(env: NodeJS.ProcessEnv): string {
  const host = env.HOST || "127.0.0.1";
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${env.PORT || 4000}`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        expect: { type: "string" },
        country: { type: "string" },
        url: { type: "string" },
        quiet: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n${usage}`);
  }
}
