import type pg from "pg";
import {
  type EventFilter,
  type LogHead,
  type LogSlice,
  readEvents,
  readHeads,
} from "../database/event-log.ts";
import { readEpoch } from "../database/log-epoch.ts";

/** What the live path reads: the log of the primary database, never of a replica that lags behind it. */
export interface LogSource {
  /** Null when there is no such workspace. */
  read(wanted: {
    readonly workspaceId: string;
    readonly afterPosition: bigint;
    readonly limit: number;
    readonly filter?: EventFilter | null;
  }): Promise<LogSlice | null>;
  heads(workspaceIds: readonly string[]): Promise<Map<string, LogHead>>;
  epoch(): Promise<string>;
}

export const createLogSource = (pool: pg.Pool): LogSource => ({
  read: (wanted) => readEvents(pool, wanted),
  heads: (workspaceIds) => readHeads(pool, workspaceIds),
  epoch: () => readEpoch(pool),
});
