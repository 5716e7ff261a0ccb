/** A value for a jsonb column, which pg would write an array as one of PostgreSQL's for. */
export const asJson = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** SQL: the columns of the import `x`, without what stands in them. */
export const WITHOUT_SAMPLES = `coalesce((
  select jsonb_agg(c || '{"samples": []}' order by n) from jsonb_array_elements(x.columns) with ordinality c(c, n)), '[]')`;
