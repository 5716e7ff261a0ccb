import type { ImportRecord } from "../../database/imports/import-record.ts";
import { builder } from "../builder.ts";
import { ImportPhase } from "./import-enums.ts";

interface Progress {
  readonly phase: "WAITING" | "READING" | "TRYING" | "APPLYING" | "UNDOING";
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly cancelling: boolean;
}

/** Null: nothing is under way. */
export function progressOf(record: ImportRecord, now: Date): Progress | null {
  const phase = phaseOf(record);
  if (phase === null) return null;
  const { rowsDone, rowsTotal, startedAt, cancelRequested: cancelling } = record;
  const seconds = startedAt === null ? 0 : (now.getTime() - startedAt.getTime()) / 1_000;
  const rowsPerSecond =
    phase === "WAITING" || seconds <= 0 || rowsDone === 0 ? null : rowsDone / seconds;
  const secondsLeft =
    rowsPerSecond === null || rowsTotal === null
      ? null
      : Math.ceil(Math.max(rowsTotal - rowsDone, 0) / rowsPerSecond);
  return { phase, rowsDone, rowsTotal, rowsPerSecond, secondsLeft, cancelling };
}

function phaseOf({ state, rowsTotal }: ImportRecord): Progress["phase"] | null {
  switch (state) {
    case "PREVIEW_QUEUED":
    case "QUEUED":
    case "UNDO_QUEUED":
      return "WAITING";
    case "PREVIEWING":
      return rowsTotal === null ? "READING" : "TRYING";
    case "RUNNING":
      return "APPLYING";
    case "UNDOING":
      return "UNDOING";
    default:
      return null;
  }
}

export const ImportProgress = builder.objectRef<Progress>("ImportProgress").implement({
  description: "How far what is being done with an import has come.",
  fields: (t) => ({
    phase: t.expose("phase", { type: ImportPhase, description: "What is being done." }),
    rowsDone: t.exposeInt("rowsDone", { description: "How many rows of this phase are done." }),
    rowsTotal: t.exposeInt("rowsTotal", {
      nullable: true,
      description: "Of how many; null while the file is read.",
    }),
    rowsPerSecond: t.exposeFloat("rowsPerSecond", {
      nullable: true,
      description: "How fast, on average; null before the first.",
    }),
    secondsLeft: t.exposeInt("secondsLeft", {
      nullable: true,
      description: "How long the rest takes at that rate; null where that is not known.",
    }),
    cancelling: t.exposeBoolean("cancelling", {
      description: "It was cancelled, and ends after the rows that are in hand.",
    }),
  }),
});
