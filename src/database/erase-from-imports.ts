import type pg from "pg";
import type { IdentifierKind } from "../identity/model.ts";
import { BELONGS } from "./deletion-plan.ts";
import { WITHOUT_SAMPLES } from "./imports/import-json.ts";

const [EMAILS, PHONES] = ["unnest($2::text[]) email", "unnest($3::text[]) phone"];
const digits = (text: string) => `regexp_replace(${text}, '[^0-9]', '', 'g')`;

/**
 * Whether cells, as somebody typed them, name the emails `$2` or the phones `$3`: a number does from seven digits on,
 * however it is written. Of most rows their text as a whole says that they do not.
 */
const name = (cells: string) => `(
  exists (select from ${EMAILS} where position(email in lower(${cells}::text)) > 0)
  or exists (select from ${PHONES} where position(right(phone, 7) in ${digits(`${cells}::text`)}) > 0 and exists (
    select from jsonb_array_elements_text(${cells}) cell, ltrim(${digits("cell")}, '0') number
    where length(number) >= 7 and right(phone, length(number)) = number)))`;

const GONE = "unnest($2::uuid[], $3::int[]) gone(import_id, line)";
const IS_GONE = "x.workspace_id = $1 and x.import_id = gone.import_id and x.line = gone.line";

/**
 * Erases what imports keep of contacts that go (SPEC 3.6): what became of their rows, refused rows that name them, rows
 * that wait to be applied, which then are not, and the examples and samples that are shown. To be called while their
 * identifiers are known.
 */
export async function eraseFromImports(
  client: pg.ClientBase,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<void> {
  if (contactIds.length === 0) return;
  const { emails, phones } = await readIdentifiers(client, workspaceId, contactIds);
  const { rows } = await client.query<{ importId: string; line: number }>(
    `select x.import_id as "importId", x.line from import_outcome x
       where x.workspace_id = $1 and (${BELONGS.import_outcome})
     union select x.import_id, x.line from import_row x where x.workspace_id = $1 and (${BELONGS.import_row})`,
    [workspaceId, contactIds],
  );
  // Refused rows are nobody's: they are known by their cells.
  const refused = await client.query<{ importId: string; line: number }>(
    `select x.import_id as "importId", x.line from import m
     join import_outcome x on x.workspace_id = m.workspace_id and x.import_id = m.id and x.outcome = 'REFUSED'
     where m.workspace_id = $1 and x.cells is not null and ${name("x.cells")}`,
    [workspaceId, emails, phones],
  );
  rows.push(...refused.rows);
  const importIds = rows.map(({ importId }) => importId);
  const lines = rows.map(({ line }) => line);
  await client.query(
    `update import x set columns = ${WITHOUT_SAMPLES}
     where x.workspace_id = $1 and x.columns <> '[]' and (x.id = any($4::uuid[])
       or exists (select from jsonb_array_elements(x.columns) c where ${name("(c -> 'samples')")}))`,
    [workspaceId, emails, phones, importIds],
  );
  await client.query(
    `update import x set preview = jsonb_set(x.preview, '{examples}', (
       select coalesce(jsonb_object_agg(shown.outcome, (
         select coalesce(jsonb_agg(e order by n), '[]') from jsonb_array_elements(shown.examples) with ordinality e(e, n)
         where coalesce(e ->> 'contactId', '') <> all($2::text[]) and not exists (
           select from unnest($3::uuid[], $4::int[]) gone(import_id, line)
           where gone.import_id = x.id and (gone.line = (e ->> 'line')::int or e -> 'lines' @> to_jsonb(gone.line))))), '{}')
       from jsonb_each(x.preview -> 'examples') shown(outcome, examples)))
     where x.workspace_id = $1 and x.preview is not null`,
    [workspaceId, contactIds, importIds, lines],
  );
  await client.query(
    `update import_outcome x set contact_id = null, cells = null,
       detail = case when x.outcome = 'REFUSED' then x.detail end from ${GONE} where ${IS_GONE}`,
    [workspaceId, importIds, lines],
  );
  await client.query(`delete from import_row x using ${GONE} where ${IS_GONE}`, [
    workspaceId,
    importIds,
    lines,
  ]);
}

async function readIdentifiers(
  client: pg.ClientBase,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ readonly emails: readonly string[]; readonly phones: readonly string[] }> {
  const { rows } = await client.query<{ kind: IdentifierKind; value: string }>(
    "select kind, value from identifier where workspace_id = $1 and contact_id = any($2::uuid[])",
    [workspaceId, contactIds],
  );
  const of = (wanted: IdentifierKind) =>
    rows.flatMap(({ kind, value }) => (kind === wanted ? [value] : []));
  return { emails: of("email"), phones: of("phone") };
}
