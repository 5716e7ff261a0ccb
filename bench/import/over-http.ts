import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { MemberCredentials } from "../../src/new-workspace.ts";

const EVERY_MILLIS = 200;

/** Uploads the file, has it previewed and run, and waits until it is finished, as an admin's program does. */
export async function importOver(
  url: string,
  { email, password }: MemberCredentials,
  path: string,
): Promise<void> {
  let token = "";
  const ask = async (query: string, variables: object) => {
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${url}/graphql`, { method: "POST", headers, body });
    const { data, errors } = (await response.json()) as {
      data?: Record<string, { [field: string]: unknown }>;
      errors?: unknown;
    };
    const [answer] = Object.values(data ?? {});
    if (!answer) throw new Error(JSON.stringify(errors));
    return answer;
  };
  const signedIn = await ask(
    `mutation ($input: SignInMemberInput!) { signInMember(input: $input) {
      ... on MemberSessionPayload { accessToken } } }`,
    { input: { email, password } },
  );
  token = String(signedIn.accessToken);
  const uploaded = await fetch(`${url}/imports?fileName=people.csv`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    body: await readFile(path),
  });
  const { id } = ((await uploaded.json()) as { import: { id: string } }).import;
  const reach = async (verb: "previewImport" | "runImport", wanted: string) => {
    const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}`;
    await ask(
      `mutation ($input: ${name}Input!) { ${verb}(input: $input) { __typename ... on Refusal { message } } }`,
      { input: { importId: id } },
    );
    for (;;) {
      const { state } = await ask(
        "query ($id: ID!) { node(id: $id) { ... on Import { state } } }",
        {
          id,
        },
      );
      if (state === wanted) return;
      if (state === "STOPPED" || state === "UPLOADED") throw new Error(`the import is ${state}`);
      await delay(EVERY_MILLIS);
    }
  };
  await reach("previewImport", "PREVIEWED");
  await reach("runImport", "FINISHED");
}
