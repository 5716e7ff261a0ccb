import { parseArgs } from "node:util";
import { createPeopleActions } from "./actions/people.ts";
import { MEMBER_ROLES, type MemberRole } from "./auth/caller.ts";
import { decodeId } from "./auth/global-id.ts";
import { newId } from "./auth/new-id.ts";
import { createWorkspaceSecretStore } from "./auth/workspace-secrets.ts";
import { type Config, readConfig } from "./config.ts";
import { prune } from "./database/event-log.ts";
import type { Database } from "./database/open.ts";
import { readyDatabase } from "./database/ready-database.ts";
import { createLog } from "./log.ts";
import { newMember, newWorkspace, type People } from "./new-workspace.ts";
import { runProgram } from "./run-program.ts";
import { StartProblem } from "./start-problem.ts";

const usage = `npm run command -- create-workspace --name <name> --country <two letters> [--admin-email <email>] [--agent-email <email>] [--json]
npm run command -- create-member --workspace <id> --name <name> --email <email> --role ADMIN|AGENT [--json]
npm run command -- prune-events --workspace <id> --days <number> [--json]
  Removes the workspace's events that are older. Contacts lose that part of their history, and a feed that has not read it
  is told to resynchronise.
It works on the server's database, running or not: DATABASE_URL, or the embedded PostgreSQL of DATA_DIR.
With --json, the answer alone is printed to standard output. What is printed is shown this once.`;

type Options = Record<string, string | boolean | undefined>;
/** Reads its options first, so that a mistake in them is said before anything is started. */
type Command = (options: Options) => (parts: People & { database: Database }) => Promise<object>;

const commands: Record<string, Command> = {
  "create-workspace": (options) => {
    // Emails of their own, so that signing in with one names the workspace.
    const suffix = newId().slice(-6);
    const input = {
      name: needed(options, "name"),
      country: needed(options, "country"),
      adminEmail: given(options, "admin-email") ?? `admin-${suffix}@example.com`,
      agentEmail: given(options, "agent-email") ?? `agent-${suffix}@example.com`,
    };
    return (people) => newWorkspace(people, input);
  },
  "create-member": (options) => {
    const workspaceId = workspaceIn(options);
    const role = needed(options, "role") as MemberRole;
    if (!MEMBER_ROLES.includes(role)) {
      throw new StartProblem(`--role must be ${MEMBER_ROLES.join(" or ")}.`);
    }
    const [name, email] = [needed(options, "name"), needed(options, "email")];
    return ({ people }) => newMember(people, workspaceId, role, name, email);
  },
  "prune-events": (options) => {
    const workspaceId = workspaceIn(options);
    const days = Number(needed(options, "days"));
    if (!Number.isInteger(days) || days < 1) {
      throw new StartProblem("--days must be a whole number of days, 1 or more.");
    }
    const before = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    return async ({ database: { pool } }) => ({
      pruned: await prune(pool, { workspaceId, before }),
    });
  },
};

await runProgram(async () => {
  const { name, options } = readArguments(process.argv.slice(2));
  const command = commands[name];
  if (!command) throw new StartProblem(`There is no command "${name}".\n${usage}`);
  const answer = await withParts(readConfig(process.env), command(options));
  process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : inWords(answer));
});

function readArguments(args: string[]): { name: string; options: Options } {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: text,
        country: text,
        "admin-email": text,
        "agent-email": text,
        workspace: text,
        email: text,
        role: text,
        days: text,
        json: { type: "boolean" },
      },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new Error("Say one command.");
    return { name, options: values };
  } catch (error) {
    throw new StartProblem(`${(error as Error).message}\n${usage}`);
  }
}

function given(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function needed(options: Options, name: string): string {
  const value = given(options, name);
  if (value === undefined) throw new StartProblem(`--${name} is missing.\n${usage}`);
  return value;
}

function workspaceIn(options: Options): string {
  const workspaceId = decodeId("Workspace", needed(options, "workspace"));
  if (workspaceId === null) throw new StartProblem("--workspace is not the id of a workspace.");
  return workspaceId;
}

/** A running server finds what is made here at its next look into the database: nothing has to be told to it. */
async function withParts<T>(
  config: Config,
  run: (parts: People & { database: Database }) => Promise<T>,
): Promise<T> {
  const { database, close } = await readyDatabase({ ...config, log: createLog(config) });
  try {
    const secrets = createWorkspaceSecretStore({ database });
    const forgetCallers = () => secrets.forget();
    const people = createPeopleActions({ database, secrets, forgetCallers, settings: config });
    return await run({ people, secrets, database });
  } finally {
    await close();
  }
}

function inWords(answer: object, indent = ""): string {
  return Object.entries(answer)
    .map(([name, value]) =>
      typeof value === "object"
        ? `${indent}${name}\n${inWords(value, `${indent}  `)}`
        : `${indent}${name}: ${value}\n`,
    )
    .join("");
}
