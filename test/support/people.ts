import { createPeopleActions } from "../../src/actions/people.ts";
import { createAuthenticator } from "../../src/auth/authenticate.ts";
import { createWorkspaceSecretStore } from "../../src/auth/workspace-secrets.ts";
import type { Database } from "../../src/database/open.ts";

/** The actions on people as one process has them, with a clock that a test can move. */
export function peopleProcess(database: Database, clock = createClock()) {
  const { now } = clock;
  const secrets = createWorkspaceSecretStore({ database, now });
  const authenticator = createAuthenticator({ database, secrets, now });
  const people = createPeopleActions({
    database,
    secrets,
    now,
    forgetCallers: authenticator.forget,
    settings: { visitorTokenDays: 365, accessTokenMinutes: 15, renewalTokenDays: 30 },
  });
  return { people, secrets, clock, authenticate: authenticator.authenticate };
}

export function createClock(start = "2026-03-01T09:30:00.000Z") {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass(amount: { seconds?: number; minutes?: number; days?: number }) {
      const { seconds = 0, minutes = 0, days = 0 } = amount;
      time += ((days * 24 * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}

/** What an action did; a refusal fails the test. */
export function done<T extends { readonly ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

export const PASSWORD = "correct horse battery";
