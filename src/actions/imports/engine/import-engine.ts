import type pg from "pg";
import type {
  ImportKey,
  ImportProblem,
  ImportRecord,
} from "../../../database/imports/import-record.ts";
import type { ImportRun } from "../../../identity/imports/imported-row.ts";
import type { Log } from "../../../log.ts";
import type { ImportDeps } from "../change-import.ts";

/** What working on imports needs. */
export interface EngineDeps extends ImportDeps {
  /** After a commit that the feed tells of. */
  readonly onCommitted: (workspaceId: string) => void;
  readonly log: Log;
}

/** One import, for as long as a server works on it. */
export interface Work {
  readonly deps: EngineDeps;
  readonly pool: pg.Pool;
  readonly record: ImportRecord;
  readonly key: ImportKey;
  /** The server stops: whoever works next goes on from what is saved. */
  readonly stopping: AbortSignal;
}

/** The file can't be imported as it is. */
export class ImportStopped extends Error {
  override readonly name = "ImportStopped";
  readonly problem: ImportProblem;
  constructor(problem: ImportProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Somebody cancelled it. */
export class ImportCancelled extends Error {
  override readonly name = "ImportCancelled";
}

/** Thrown between steps, when the server stops. */
export class ServerStops extends Error {
  override readonly name = "ServerStops";
}

export function runOf({ record, deps }: Work): ImportRun {
  return {
    workspaceId: record.workspaceId,
    importId: record.id,
    policy: record.policy,
    actor: { type: "member", id: record.createdBy },
    at: deps.now().toISOString(),
  };
}
