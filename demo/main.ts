/**
 * A support desk's day, played by outside programs against a running server: `npm run demo -- --help`. Ends with
 * status 1 when anything is not as it must be.
 */
import { readExpectation } from "./compare.ts";
import { playDay } from "./day.ts";
import { createAsk } from "./graphql-client.ts";
import { readOptions, UsageProblem } from "./options.ts";
import { openProgress } from "./progress.ts";
import { FileProblem, readSessions, type Session } from "./session-file.ts";
import { createWorkspace, findServer, NotReady } from "./workspace.ts";

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  const isForPeople = [UsageProblem, FileProblem, NotReady].some((kind) => error instanceof kind);
  process.stderr.write(`${isForPeople ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(): Promise<boolean> {
  const {
    sessions: file,
    expect,
    country,
    url,
    quiet,
  } = readOptions(process.argv.slice(2), process.env);
  const sessions = readSessions(file);
  const expectation = expect === null ? {} : readExpectation(expect);
  await findServer(url);
  const workspace = await createWorkspace(
    `Demo of ${new Date().toISOString()}`,
    country ?? expectation.workspaceCountry ?? mostNamedCountry(sessions),
  );
  const progress = openProgress(sessions.length);
  try {
    return await playDay({
      ask: createAsk(url),
      url,
      workspace,
      sessions,
      expectation,
      progress,
      quiet,
    });
  } finally {
    progress.stop();
  }
}

/** Where neither the command line nor an expectation names the country: the one that most addresses name. */
function mostNamedCountry(sessions: Session[]): string {
  const named = new Map<string, number>();
  for (const { claims } of sessions) {
    const country = claims.contactAddress?.country;
    if (country) named.set(country, (named.get(country) ?? 0) + 1);
  }
  return [...named].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "US";
}
