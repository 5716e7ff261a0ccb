/**
 * Inside one process: from the tailer to the subscribers of a workspace. Publishing is synchronous and a listener must
 * not wait, so that no subscriber can hold up another.
 */
export interface Bus<T> {
  /** Answers the way out. A workspace without listeners costs nothing. */
  add(workspaceId: string, listener: (item: T) => void): () => void;
  publish(workspaceId: string, item: T): void;
  /** Workspaces that have listeners. */
  workspaces(): readonly string[];
  has(workspaceId: string): boolean;
}

export function createBus<T>(): Bus<T> {
  const listeners = new Map<string, Set<(item: T) => void>>();
  return {
    add(workspaceId, listener) {
      // A fresh function, so that the same listener added twice is two listeners.
      const entry = (item: T) => listener(item);
      const of = listeners.get(workspaceId) ?? new Set();
      listeners.set(workspaceId, of.add(entry));
      return () => {
        of.delete(entry);
        if (of.size === 0 && listeners.get(workspaceId) === of) listeners.delete(workspaceId);
      };
    },
    publish(workspaceId, item) {
      for (const listener of listeners.get(workspaceId) ?? []) listener(item);
    },
    workspaces: () => [...listeners.keys()],
    has: (workspaceId) => listeners.has(workspaceId),
  };
}
