import { createLog } from "./log.ts";
import { StartProblem } from "./start-problem.ts";

/**
 * Runs a program's main part. What a person can mend is printed in its own words; anything else is a bug and is logged
 * without values of customers, which Node's own report would print. Both end with status 1.
 */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  const log = createLog({ logLevel: "fatal" });
  const fail = (err: unknown) => {
    log.fatal({ err }, "stopped by an unexpected error");
    process.exit(1);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StartProblem)) return fail(error);
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
