/** Whether `actual` says everything that `expected` says: objects may say more, arrays not. */
export function says(actual: unknown, expected: unknown): boolean {
  if (Object.is(actual, expected)) return true;
  if (typeof actual !== "object" || typeof expected !== "object") return false;
  if (actual === null || expected === null) return false;
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((one, index) => says(actual[index], one))
    );
  return Object.entries(expected).every(([key, value]) =>
    says((actual as Record<string, unknown>)[key], value),
  );
}
