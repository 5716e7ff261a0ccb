interface Page<T> {
  edges: readonly { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Reads a connection to its end. */
export async function everyPage<T>(read: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo } = await read(after);
    all.push(...edges.map((edge) => edge.node));
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}
