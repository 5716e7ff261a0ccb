import { randomBytes } from "node:crypto";
import type { PeopleActions } from "./actions/people.ts";
import type { Result } from "./actions/people-refusals.ts";
import { INTEGRATION_SCOPES, type MemberRole } from "./auth/caller.ts";
import { encodeId } from "./auth/global-id.ts";
import type { WorkspaceSecretStore } from "./auth/workspace-secrets.ts";
import { StartProblem } from "./start-problem.ts";

/** All that is needed to try a workspace. Ids are those of the API. */
export interface WorkspaceCredentials {
  workspaceId: string;
  name: string;
  country: string;
  /** Signs identity proofs (SPEC 4). */
  proofSecret: string;
  admin: MemberCredentials;
  agent: MemberCredentials;
  /** With every scope. */
  integrationKey: string;
}

export interface MemberCredentials {
  memberId: string;
  email: string;
  password: string;
}

export interface People {
  people: PeopleActions;
  secrets: WorkspaceSecretStore;
}

/**
 * Makes a workspace with an admin, an agent and an integration key.
 *
 * @throws StartProblem when a value is refused, such as an unknown country.
 */
export async function newWorkspace(
  { people, secrets }: People,
  input: { name: string; country: string; adminEmail: string; agentEmail: string },
): Promise<WorkspaceCredentials> {
  const { name, country, adminEmail, agentEmail } = input;
  const { workspaceId } = accepted(await people.createWorkspace({ name, country }));
  const admin = await newMember(people, workspaceId, "ADMIN", "Admin", adminEmail);
  const agent = await newMember(people, workspaceId, "AGENT", "Agent", agentEmail);
  const found = await secrets.find(workspaceId);
  if (found === null) throw new Error("the workspace that was just made is not there");
  // The key comes last: a first start that was cut off before it starts again (see first-start.ts).
  const { key } = accepted(
    await people.createIntegrationKey(
      { workspaceId, memberId: null },
      { name: "First key", scopes: INTEGRATION_SCOPES },
    ),
  );
  return {
    workspaceId: encodeId("Workspace", workspaceId),
    name,
    country: found.country,
    proofSecret: found.proofSecret,
    admin,
    agent,
    integrationKey: key,
  };
}

export async function newMember(
  people: PeopleActions,
  workspaceId: string,
  role: MemberRole,
  name: string,
  email: string,
): Promise<MemberCredentials> {
  const password = randomBytes(15).toString("base64url");
  const made = await people.createMember({ workspaceId }, { role, name, email, password });
  return { memberId: encodeId("Member", accepted(made).memberId), email, password };
}

/** What a person typed was refused: in words, for the terminal. */
function accepted<Done>(result: Result<Done, never> | { ok: false; refusal: Refusal }): Done {
  if (result.ok) return result;
  const { refusal } = result;
  throw new StartProblem(
    "problems" in refusal
      ? refusal.problems.map(({ path, message }) => `${path}: ${message}`).join(" ")
      : `Refused: ${refusal.code}.`,
  );
}

type Refusal =
  | { code: string }
  | { code: string; problems: readonly { path: string; message: string }[] };
