import { setFlagsFromString } from "node:v8";
import { type App, buildApp, type Started } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { createLog, type Log } from "./log.ts";
import { runProgram } from "./run-program.ts";

// Garbage goes once the heap is half as large again as what is in use: on machines with much memory V8 lets it grow to
// four times that, and a long import takes hundreds of megabytes that it does not need (bench/README.md).
setFlagsFromString("--heap-growing-percent=50");

await runProgram(async () => {
  const config = readConfig(process.env);
  const log = createLog(config);
  const app = buildApp(config, log);
  const starting = app.start();
  stopOnSignal(app, starting, log);
  welcome(await starting, config);
});

/**
 * The first signal ends gracefully; one that comes later, from someone who can't wait, at once. Ctrl-C under `npm start`
 * arrives twice at the same time, from the terminal and passed on by npm, and is one.
 */
function stopOnSignal(app: App, starting: Promise<unknown>, log: Log): void {
  let askedAt = 0;
  const stop = async () => {
    if (askedAt !== 0) {
      if (Date.now() - askedAt > 1000) process.exit(130);
      return;
    }
    askedAt = Date.now();
    // A start that fails says so itself.
    const started = await starting.then(
      () => true,
      () => false,
    );
    if (!started) return;
    try {
      await app.stop();
      process.exit(0);
    } catch (err) {
      log.fatal({ err }, "did not stop cleanly");
      process.exit(1);
    }
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function welcome({ url, first }: Started, config: Config): void {
  const lines = [`Onymous is running. Open ${url}/graphql`];
  if (first) {
    lines.push(`A workspace to try was made; its credentials are in ${first.file}`);
    // Terminals are read by people; what else reads standard output often keeps it.
    if (process.stdout.isTTY && !config.production) {
      const { workspaceId, admin, agent, integrationKey } = first.credentials;
      lines.push(
        `  workspace        ${workspaceId}`,
        `  admin            ${admin.email}  ${admin.password}`,
        `  agent            ${agent.email}  ${agent.password}`,
        `  integration key  ${integrationKey}`,
      );
    }
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}
