import type { Authenticator, Rejected } from "../auth/authenticate.ts";
import type { Caller } from "../auth/caller.ts";
import type { Log } from "../log.ts";

/** Why a caller may not go on: its token ended, or its role or scopes are not what it was let in with. */
export type AuthorityEnd = Rejected["reason"] | "CHANGED";

/**
 * A token that expires or is revoked ends its live subscriptions (SPEC 10). Whoever keeps a caller's stream open
 * registers it here with the token it was opened with; the token is authenticated again every `checkMillis`, and at the
 * moment it expires. However many streams one token has, it is looked up once.
 */
export interface AuthorityWatch {
  /** `onEnd` is called once at most. Answers the way out. */
  watch(token: string, caller: Caller, onEnd: (why: AuthorityEnd) => void): () => void;
  stop(): void;
}

interface Entry {
  readonly streams: Set<{ authority: string; onEnd(why: AuthorityEnd): void }>;
  readonly expiresAt: number;
  timer: NodeJS.Timeout;
}

export function createAuthorityWatch(options: {
  authenticator: Pick<Authenticator, "authenticate">;
  checkMillis: number;
  log: Log;
}): AuthorityWatch {
  const { authenticator, checkMillis, log } = options;
  const entries = new Map<string, Entry>();

  const delay = (expiresAt: number) => Math.max(0, Math.min(checkMillis, expiresAt - Date.now()));

  async function check(token: string, entry: Entry): Promise<void> {
    let caller: Caller | Rejected | null = null;
    try {
      caller = await authenticator.authenticate(token);
    } catch (err) {
      // The database is away, and no events flow either: the next check decides.
      log.warn({ err }, "a token could not be checked; it is checked again");
    }
    if (entries.get(token) !== entry) return;
    if (caller?.type === "rejected") end(token, entry, caller.reason);
    else if (caller) {
      const now = authorityOf(caller);
      for (const stream of [...entry.streams])
        if (stream.authority !== now) {
          entry.streams.delete(stream);
          stream.onEnd("CHANGED");
        }
    }
    if (entries.get(token) !== entry) return;
    if (entry.streams.size === 0) entries.delete(token);
    // At the expiry itself the two clocks may disagree by a moment: a second look comes soon, not at once.
    else entry.timer = setTimeout(check, Math.max(delay(entry.expiresAt), 20), token, entry);
  }

  function end(token: string, entry: Entry, why: AuthorityEnd): void {
    entries.delete(token);
    for (const stream of entry.streams) stream.onEnd(why);
  }

  return {
    watch(token, caller, onEnd) {
      const expiresAt =
        "expiresAt" in caller ? caller.expiresAt.getTime() : Number.POSITIVE_INFINITY;
      let entry = entries.get(token);
      if (!entry) {
        const fresh: Entry = {
          streams: new Set(),
          expiresAt,
          timer: setTimeout(() => check(token, fresh), delay(expiresAt)),
        };
        entries.set(token, fresh);
        entry = fresh;
      }
      const { streams, timer } = entry;
      const stream = { authority: authorityOf(caller), onEnd };
      streams.add(stream);
      return () => {
        streams.delete(stream);
        if (streams.size > 0 || entries.get(token)?.streams !== streams) return;
        clearTimeout(entries.get(token)?.timer ?? timer);
        entries.delete(token);
      };
    },
    stop() {
      for (const { timer } of entries.values()) clearTimeout(timer);
      entries.clear();
    },
  };
}

/** What a caller may do, and in whose name, as text: equal text, equal rights. */
export function authorityOf(caller: Caller): string {
  switch (caller.type) {
    case "nobody":
      return "nobody";
    case "member":
      return `member ${caller.workspaceId} ${caller.memberId} ${caller.role}`;
    case "integration":
      return `integration ${caller.workspaceId} ${caller.keyId} ${[...caller.scopes].sort()}`;
    case "visitor":
      return `visitor ${caller.workspaceId} ${caller.visitorId}`;
  }
}
