import type { IdentityWriter } from "../actions/identity-writer.ts";
import type { Uploads } from "../actions/imports/upload-import.ts";
import type { PeopleActions } from "../actions/people.ts";
import type { Caller } from "../auth/caller.ts";
import type { WorkspaceSecretStore } from "../auth/workspace-secrets.ts";
import type { Database } from "../database/open.ts";
import type { Feed } from "../live/feed.ts";
import type { ImportMoves } from "../live/import-moves.ts";
import type { Signals } from "../live/signals.ts";
import type { Log } from "../log.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import { createRowBudget, type RowBudget } from "./row-budget.ts";

/** What outlives a request: made once, in `app.ts`. It holds what actions take as their dependencies. */
export interface Services {
  readonly database: Database;
  readonly writer: IdentityWriter;
  readonly people: PeopleActions;
  readonly secrets: WorkspaceSecretStore;
  readonly feed: Feed;
  readonly signals: Signals;
  readonly importMoves: ImportMoves;
  readonly uploads: Uploads;
  readonly log: Log;
  readonly now: () => Date;
}

/** What resolvers get. One per request, and one per event of a live subscription, because loaders remember. */
export interface Context extends Services {
  readonly caller: Caller;
  /** Where the caller's connection comes from, for limits on guessing; null when not known. */
  readonly address: string | null;
  readonly loaders: Loaders;
  readonly budget: RowBudget;
}

export function createContext(
  services: Services,
  caller: Caller,
  address: string | null = null,
): Context {
  const workspaceId = caller.type === "nobody" ? null : caller.workspaceId;
  return {
    ...services,
    caller,
    address,
    loaders: createLoaders(services.database, workspaceId),
    budget: createRowBudget(),
  };
}
