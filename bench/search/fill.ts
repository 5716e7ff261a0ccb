import { randomUUID } from "node:crypto";
import type pg from "pg";
import { createPeople, type Person, termsOf } from "./people.ts";

const BATCH = 20_000;
const SAMPLE = 5_000;

/** A workspace with so many contacts, and some of them to search for. Their search tables are filled by the triggers. */
export async function fill(
  pool: pg.Pool,
  count: number,
  seed: number,
): Promise<{ workspaceId: string; sample: Person[] }> {
  const [workspaceId, listId] = [randomUUID(), randomUUID()];
  await pool.query(
    `insert into workspace (id, name, country, default_list_id, token_secret, proof_secret, created_at)
     values ($1, 'Bench', 'AU', $2, 'x', 'x', now())`,
    [workspaceId, listId],
  );
  const nextPerson = createPeople(seed);
  const sample: Person[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, count - done) }, nextPerson);
    const every = Math.max(1, Math.floor(count / SAMPLE));
    sample.push(...people.filter((_person, n) => n % every === 0));
    await insert(pool, workspaceId, people);
    if (process.stderr.isTTY) process.stderr.write(`\r${done + people.length} contacts`);
  }
  return { workspaceId, sample };
}

async function insert(pool: pg.Pool, workspaceId: string, people: readonly Person[]) {
  const column = (of: (person: Person) => string | null) => people.map(of);
  await pool.query(
    `insert into contact (workspace_id, id, status, first_name, middle_name, last_name, business_name, email, phone,
       search_terms, field_states, created_by, created_at)
     select $1, r.id, r.status, r.first_name, r.middle_name, r.last_name, r.business_name, r.email, r.phone,
       string_to_array(r.terms, E'\\n'), '{}', '{"type":"system"}', '2026-01-01'
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       r(id, status, first_name, middle_name, last_name, business_name, email, phone, terms)`,
    [
      workspaceId,
      column((person) => person.id),
      column((person) => person.status),
      column((person) => person.firstName),
      column((person) => person.middleName),
      column((person) => person.lastName),
      column((person) => person.businessName),
      column((person) => person.email),
      column((person) => person.phone),
      column((person) => termsOf(person).join("\n")),
    ],
  );
}
