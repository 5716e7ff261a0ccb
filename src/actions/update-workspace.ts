import type { Database } from "../database/open.ts";
import type { FieldName } from "../identity/model.ts";
import { type HandoverSettingsInput, readHandoverSettings } from "./handover-settings.ts";
import { createInputReader } from "./people-input.ts";
import { type Result, refuseInput } from "./people-refusals.ts";

/** One question of the form before a chat (SPEC 2.7). */
export interface ChatFormField {
  readonly field: FieldName;
  readonly required: boolean;
}
/** By field: what is not named stays. */
export interface UpdateWorkspaceInput extends HandoverSettingsInput {
  readonly name?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly chatForm?: readonly ChatFormField[] | null | undefined;
}

/** Changes the caller's workspace. A change of country affects later input only (SPEC 3.3). */
export const updateWorkspace =
  (deps: { database: Pick<Database, "prisma">; forgetCallers: () => void }) =>
  async (
    caller: { readonly workspaceId: string },
    input: UpdateWorkspaceInput,
  ): Promise<Result<{ workspaceId: string }, "INVALID_INPUT">> => {
    const read = createInputReader();
    const { name, country, chatForm } = input;
    const data = {
      ...(name != null && { name: read.name("name", name) }),
      ...(country != null && { country: read.country("country", country) }),
      ...(chatForm != null && {
        chatForm: chatForm.map(({ field, required }) => ({ field, required })),
      }),
      ...readHandoverSettings(input, read),
    };
    chatForm?.forEach(({ field }, index) => {
      const path = `chatForm.${index}.field`;
      if (field === "attributes") {
        read.wrong(path, "MALFORMED", "A form can't ask for attributes.");
      }
      if (chatForm.findIndex((other) => other.field === field) < index) {
        read.wrong(path, "REPEATED", "A form asks for each field once.");
      }
    });
    if (read.problems.length > 0) return refuseInput(read.problems);

    await deps.database.prisma.workspace.update({ where: { id: caller.workspaceId }, data });
    deps.forgetCallers();
    return { ok: true, workspaceId: caller.workspaceId };
  };
