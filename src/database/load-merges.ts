import { each } from "./load-columns.ts";

/** What a record of a merge names, as queries over the step `merges` of the load statement. */
export const MERGED = {
  contacts: "select survivor_id from merges union select loser_id from merges",
  contactsOfPairs: `select jsonb_array_elements_text(p -> 'contactIds')::uuid
    from merges m, jsonb_array_elements(m.record -> 'settledPairs') p`,
  visitors: `select v.* from (select jsonb_array_elements_text(m.record -> 'visitorIds')::uuid as id from merges m) moved
    ${each("visitor v", "v.id = moved.id")} v`,
  identifiers: `select i ->> 'kind', i ->> 'value' from merges m, jsonb_array_elements(m.record -> 'identifiers') i`,
  conflicts: `select jsonb_array_elements_text(m.record -> 'movedConflictIds')::uuid from merges m
    union select (c ->> 'id')::uuid from merges m, jsonb_array_elements(m.record -> 'newConflicts') c
    union select jsonb_array_elements_text(m.record -> 'closedConflictIds')::uuid from merges m
    union select (s ->> 'conflictId')::uuid from merges m, jsonb_array_elements(m.record -> 'superseded') s`,
} as const;
