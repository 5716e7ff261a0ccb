import { signIn } from "./agent-session.ts";
import { archiveContacts } from "./archive-contacts.ts";
import { createChecks } from "./checks.ts";
import { compare, type Expectation, type Outcome, table } from "./compare.ts";
import { openConsole } from "./console.ts";
import type { Desk } from "./desk.ts";
import { eventLine } from "./event-line.ts";
import { readEvents, type SeenEvent, streamFault } from "./event-log.ts";
import type { Ask } from "./graphql-client.ts";
import { handOver } from "./handovers.ts";
import { importCustomers } from "./import-customers.ts";
import { foldOutcome, openConflictIds, readOutcome } from "./outcome.ts";
import type { Progress } from "./progress.ts";
import { createReplayer } from "./replay.ts";
import { resolveConflicts } from "./resolve-conflicts.ts";
import type { Session } from "./session-file.ts";
import type { DemoWorkspace } from "./workspace.ts";

/**
 * The day: visitors come as the file says while a console watches, what came of it is read back and held against the
 * expectation, then agents work. Answers whether all was as it must be.
 */
export async function playDay(options: {
  ask: Ask;
  url: string;
  workspace: DemoWorkspace;
  sessions: Session[];
  expectation: Expectation;
  progress: Progress;
  quiet: boolean;
}): Promise<boolean> {
  const { ask, url, workspace, sessions, expectation, progress, quiet } = options;
  const { say } = progress;
  const { workspaceId, integrationKey } = workspace;
  const agent = await signIn(ask, workspaceId, workspace.agent);
  const { cursor: start } = await readEvents(ask, agent, null);
  const onEvent = (event: SeenEvent) => {
    if (!quiet) say(eventLine(event));
  };
  const console = openConsole({ url, agent, after: start, onEvent });
  const desk: Desk = { ask, agent, console, checks: createChecks(say) };
  try {
    return await play();
  } finally {
    await console.close();
  }

  async function play(): Promise<boolean> {
    say(`${sessions.length} sessions for "${workspace.name}" (${workspace.country})`);
    const replayer = createReplayer({ ask, workspaceId, integrationKey, agent });
    for (const [index, session] of sessions.entries()) {
      // Twice in the day the console's line is cut: it has to miss nothing.
      if (index > 0 && index % Math.ceil(sessions.length / 3) === 0) console.drop();
      await replayer.replay(session, index + 1);
      progress.tick();
    }
    progress.stop();
    for (const { session, code, message } of replayer.refused)
      say(`Session ${session} was refused: ${code}. ${message}`);
    await checkStream(desk, start, "the day");
    const found = { sessions: sessions.length, ...(await readOutcome(ask, agent)) };
    checkSame(desk, "API and events tell the same outcome", found);
    const lines = compare(expectation, found);
    const differs = lines.some((line) => line.differs);
    say(`Outcome\n${table(lines)}`);

    say("Agents at work");
    console.drop();
    const decided = await resolveConflicts(desk, await openConflictIds(ask, agent));
    const { archived, reactivated } = await archiveContacts(desk, {
      browsers: replayer.browsers,
      sessions,
    });
    say("An AI agent hands over");
    await handOver(desk, workspace);
    await checkStream(desk, start, "the agents' work");
    const left = await readOutcome(ask, agent);
    const { checks } = desk;
    checks.check(
      "decided conflicts are no longer open",
      left.openConflicts === found.openConflicts - decided,
      left,
    );
    checkSame(desk, "API and events tell the same after the agents' work", left);
    say("An admin imports customers");
    await importCustomers(desk, url, workspace);
    await checkStream(desk, start, "the import");
    say(
      [
        `  ${decided} conflicts decided; ${archived} contacts archived, ${reactivated} of them reactivated by a message`,
        `  ${console.seen.length} events seen, each once and in order, over ${console.resumed + 1} sockets`,
        `${checks.held} checks held, ${checks.failed} failed.${differs ? " The outcome differs from what was expected." : ""}`,
      ].join("\n"),
    );
    return checks.failed === 0 && !differs;
  }
}

/** The console catches up with the log, and has seen exactly what is in the log. */
async function checkStream({ ask, agent, console, checks }: Desk, start: string, what: string) {
  const { events } = await readEvents(ask, agent, start);
  const last = events.at(-1)?.cursor;
  await console.until(`the last event of ${what}`, (seen) => seen.at(-1)?.cursor === last);
  const fault = streamFault(console.seen, events);
  checks.check(`the console saw each event of ${what} once and in order`, fault === null, fault);
}

/** What the API tells in pages must be what the events, put together, tell. */
function checkSame({ checks, console }: Desk, what: string, read: Omit<Outcome, "sessions">) {
  const counts = (outcome: typeof read) =>
    JSON.stringify(
      compare({}, { ...outcome, sessions: 0 }).map(({ what, found }) => [what, found]),
    );
  const folded = foldOutcome(console.seen);
  checks.check(what, counts(read) === counts(folded), { read, folded });
}
