import { randomBytes } from "node:crypto";
import { newId } from "../auth/new-id.ts";
import type { Database } from "../database/open.ts";
import { fold } from "../identity/values.ts";
import { createInputReader } from "./people-input.ts";
import { type Result, refuseInput } from "./people-refusals.ts";

export interface CreateWorkspaceInput {
  readonly name: string;
  /** ISO 3166-1 alpha-2: whose phone numbers those without an international prefix are. */
  readonly country: string;
}

/** The name is the product's word (SPEC 3.11): it stands in each workspace, and the list can't be deleted. */
const DEFAULT_LIST_NAME = "Contacts involved in Conversations";

/** What the widget asks for until the business says otherwise (SPEC 2.7). */
const DEFAULT_CHAT_FORM = [
  { field: "firstName", required: false },
  { field: "email", required: true },
];

/** Makes a workspace with its default list, its counters and its secrets. It has no members yet. */
export const createWorkspace =
  (deps: { database: Pick<Database, "prisma">; now: () => Date }) =>
  async (
    input: CreateWorkspaceInput,
  ): Promise<Result<{ workspaceId: string }, "INVALID_INPUT">> => {
    const read = createInputReader();
    const name = read.name("name", input.name);
    const country = read.country("country", input.country);
    if (read.problems.length > 0) return refuseInput(read.problems);

    const { prisma } = deps.database;
    const createdAt = deps.now();
    const [id, defaultListId] = [newId(), newId()];
    await prisma.$transaction([
      prisma.workspace.create({
        data: {
          id,
          name,
          country,
          defaultListId,
          chatForm: DEFAULT_CHAT_FORM,
          tokenSecret: randomBytes(32).toString("base64url"),
          proofSecret: newProofSecret(),
          createdAt,
        },
      }),
      prisma.workspaceHead.create({ data: { workspaceId: id } }),
      prisma.contactList.create({
        data: {
          workspaceId: id,
          id: defaultListId,
          name: DEFAULT_LIST_NAME,
          nameKey: fold(DEFAULT_LIST_NAME),
          createdAt,
        },
      }),
    ]);
    return { ok: true, workspaceId: id };
  };

/** 256 random bits. The text as it stands is the key that proofs are signed with; the prefix is for secret scanners. */
export const newProofSecret = (): string => `onp_${randomBytes(32).toString("base64url")}`;
