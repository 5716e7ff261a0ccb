import type pg from "pg";
import type { IdentifierKind, Owner } from "../identity/model.ts";

/** A member as stored. Identifiers are normalised; `removedAt` null: works here. */
export interface MemberRow {
  readonly id: string;
  readonly role: "ADMIN" | "AGENT";
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly passwordHash: string;
  readonly createdAt: Date;
  readonly removedAt: Date | null;
}

/** All of this is called under the workspace's lock, whose holder alone writes members and identifiers (DESIGN, The write path). */
export async function loadMember(
  client: pg.ClientBase,
  workspaceId: string,
  memberId: string,
): Promise<MemberRow | null> {
  const { rows } = await client.query<MemberRow>(
    `select id, role, name, email, phone, password_hash as "passwordHash",
       created_at as "createdAt", removed_at as "removedAt"
     from member where workspace_id = $1 and id = $2`,
    [workspaceId, memberId],
  );
  return rows[0] ?? null;
}

export async function saveMember(client: pg.ClientBase, workspaceId: string, member: MemberRow) {
  const { id, role, name, email, phone, passwordHash, createdAt, removedAt } = member;
  await client.query(
    `insert into member (workspace_id, id, role, name, email, phone, password_hash, created_at, removed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (workspace_id, id) do update set role = excluded.role, name = excluded.name, email = excluded.email,
       phone = excluded.phone, password_hash = excluded.password_hash, removed_at = excluded.removed_at`,
    [workspaceId, id, role, name, email, phone, passwordHash, createdAt, removedAt],
  );
}

/** Whether someone other than this member administers the workspace. */
export async function hasOtherAdmin(
  client: pg.ClientBase,
  workspaceId: string,
  memberId: string,
): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select exists (select from member where workspace_id = $1 and id <> $2 and role = 'ADMIN' and removed_at is null) as found`,
    [workspaceId, memberId],
  );
  return rows[0]?.found === true;
}

export type MemberIdentifiers = { readonly [Kind in IdentifierKind]: string | null };

/** Whose an identifier is, contacts' alternates included, when it is someone else's than this member's. */
export async function findOtherHolder(
  client: pg.ClientBase,
  workspaceId: string,
  memberId: string,
  identifiers: MemberIdentifiers,
): Promise<{ kind: IdentifierKind; holder: Owner } | null> {
  const { rows } = await client.query<{
    kind: IdentifierKind;
    contactId: string | null;
    memberId: string | null;
  }>(
    `select kind, contact_id as "contactId", member_id as "memberId" from identifier
     where workspace_id = $1 and (kind, value) in (('email', $3), ('phone', $4))
       and member_id is distinct from $2
     order by kind limit 1`,
    [workspaceId, memberId, identifiers.email, identifiers.phone],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { kind, contactId } = row;
  const holder: Owner =
    contactId !== null
      ? { type: "contact", id: contactId }
      : { type: "member", id: row.memberId as string };
  return { kind, holder };
}

/** Makes these, and no others, the member's identifiers; null frees. An admin vouches for them, so they are verified. */
export async function setMemberIdentifiers(
  client: pg.ClientBase,
  workspaceId: string,
  memberId: string,
  identifiers: MemberIdentifiers,
) {
  await client.query("delete from identifier where workspace_id = $1 and member_id = $2", [
    workspaceId,
    memberId,
  ]);
  await client.query(
    `insert into identifier (workspace_id, kind, value, member_id, "primary", verified)
     select $1, kind, value, $2, true, true
     from unnest(array['email', 'phone'], array[$3::text, $4::text]) as given (kind, value)
     where value is not null`,
    [workspaceId, memberId, identifiers.email, identifiers.phone],
  );
}

/** Ends every session of the member that has not ended yet. */
export async function revokeSessions(
  client: pg.ClientBase,
  workspaceId: string,
  memberId: string,
  at: Date,
) {
  await client.query(
    "update member_session set revoked_at = $3 where workspace_id = $1 and member_id = $2 and revoked_at is null",
    [workspaceId, memberId, at],
  );
}
