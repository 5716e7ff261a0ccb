import { resolve } from "node:path";
import { z } from "zod";
import { StartProblem } from "./start-problem.ts";

export interface Config {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Absolute. Holds the first start's credentials and, without `databaseUrl`, the embedded PostgreSQL. */
  dataDir: string;
  /** null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Connections to PostgreSQL. About four a core are right: with 64 on two cores, writes were slower. */
  poolSize: number;
  production: boolean;
  logLevel: string;
  /** For CORS and the WebSocket `Origin`. Empty: same origin only; requests without `Origin` are allowed. */
  allowedOrigins: string[];
  /** How often the tailer looks at the log when no doorbell rings, and how often jobs that are due are looked for. */
  pollMillis: number;
  /** After so long without a sign of life, the background jobs of a server that was killed are done by another. */
  jobTakeoverMillis: number;
  /** How often a live subscription's caller is checked again (SPEC 10: revoked tokens end subscriptions). */
  authorityCheckMillis: number;
  /** null: events are kept for ever. */
  eventRetentionDays: number | null;
  /** How often contacts that were made or changed are looked at for duplicates. */
  duplicateCheckMillis: number;
  visitorTokenDays: number;
  accessTokenMinutes: number;
  renewalTokenDays: number;
  /** Of one uploaded file, decompressed. */
  importMaxBytes: number;
  /** How long an uploaded file waits to be imported. */
  importFileHours: number;
  /** How long what is known of the rows of an import stays after it ended. */
  importResultDays: number;
  /** How long the sender of an upload may send nothing. */
  uploadIdleMillis: number;
}

/** A setting that can't be used; the message names the variable. */
export class SettingError extends StartProblem {
  override name = "SettingError";
}

const wholeNumber = (least: number, most: number, unset: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be from ${least} to ${most}`)
    .default(unset);

const GIBIBYTE = 1024 ** 3;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const settings = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535, 4000),
  DATA_DIR: z.string().default(".onymous"),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /^.*$/,
      error: "must be a URL like postgresql://user:password@host:5432/database",
    })
    .optional(),
  POOL_SIZE: wholeNumber(2, 500, 8),
  NODE_ENV: z.string().default("development"),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(",").map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every(isOrigin),
      "must be origins like https://shop.example, separated by commas",
    )
    .default([]),
  POLL_MILLIS: wholeNumber(10, 60_000, 1000),
  JOB_TAKEOVER_MILLIS: wholeNumber(100, 3_600_000, 30_000),
  AUTHORITY_CHECK_MILLIS: wholeNumber(10, 600_000, 5000),
  EVENT_RETENTION_DAYS: wholeNumber(1, 36_500, 0).transform((days) => days || null),
  DUPLICATE_CHECK_MILLIS: wholeNumber(100, 86_400_000, 10_000),
  VISITOR_TOKEN_DAYS: wholeNumber(1, 3650, 365),
  ACCESS_TOKEN_MINUTES: wholeNumber(1, 1440, 15),
  RENEWAL_TOKEN_DAYS: wholeNumber(1, 365, 30),
  IMPORT_MAX_BYTES: wholeNumber(1024, 8 * GIBIBYTE, GIBIBYTE / 2),
  IMPORT_FILE_HOURS: wholeNumber(1, 24 * 365, 24),
  IMPORT_RESULT_DAYS: wholeNumber(1, 36_500, 30),
  UPLOAD_IDLE_MILLIS: wholeNumber(100, 600_000, 30_000),
});

/**
 * Reads the settings from the environment. An empty variable counts as unset, because compose files and CI can often
 * only leave one empty.
 *
 * @throws SettingError naming each variable that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) {
    // The value is left out: it may hold a password.
    const problems = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new SettingError(`Bad setting: ${problems.join("; ")}.`);
  }
  const values = read.data;
  const production = values.NODE_ENV === "production";
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    poolSize: values.POOL_SIZE,
    production,
    logLevel: values.LOG_LEVEL ?? (production ? "info" : "warn"),
    allowedOrigins: values.ALLOWED_ORIGINS,
    pollMillis: values.POLL_MILLIS,
    jobTakeoverMillis: values.JOB_TAKEOVER_MILLIS,
    authorityCheckMillis: values.AUTHORITY_CHECK_MILLIS,
    eventRetentionDays: values.EVENT_RETENTION_DAYS,
    duplicateCheckMillis: values.DUPLICATE_CHECK_MILLIS,
    visitorTokenDays: values.VISITOR_TOKEN_DAYS,
    accessTokenMinutes: values.ACCESS_TOKEN_MINUTES,
    renewalTokenDays: values.RENEWAL_TOKEN_DAYS,
    importMaxBytes: values.IMPORT_MAX_BYTES,
    importFileHours: values.IMPORT_FILE_HOURS,
    importResultDays: values.IMPORT_RESULT_DAYS,
    uploadIdleMillis: values.UPLOAD_IDLE_MILLIS,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
