import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutation, startApi } from "../support/api.ts";
import { act, newConversation, read } from "../support/desk.ts";

// What a workspace sets for its conversations, and what a change counts for.

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const TEXTS = "handoverTexts { language question again thanks noted email phone emailAndPhone }";
const SETTINGS = `answeredFirstBy handoverWaitingSeconds ${TEXTS}`;
const set = (input: object) =>
  api.here.asAdmin.mutate(
    "updateWorkspace",
    input,
    `... on UpdateWorkspacePayload { workspace { ${SETTINGS} } }`,
  );
const DUTCH = {
  language: "nl",
  question: "Niemand is vrij. Mogen wij uw {details}?",
  again: "Nog een keer, alstublieft: {details}.",
  thanks: "Genoteerd: {details}.",
  noted: "Niemand is vrij. Wij melden ons.",
};
const NO_PHRASES = { email: null, phone: null, emailAndPhone: null };

describe("the settings", () => {
  it("of a new workspace: agents first, three minutes, built-in texts", async () => {
    expect((await api.elsewhere.asAdmin.query(`{ workspace { ${SETTINGS} } }`)).workspace).toEqual({
      answeredFirstBy: "AGENT",
      handoverWaitingSeconds: 180,
      handoverTexts: [],
    });
  });

  it("change by field; null and what is not named stay", async () => {
    await set({ answeredFirstBy: "AI_AGENT", handoverWaitingSeconds: 0 });
    const { workspace } = await set({ handoverTexts: [DUTCH], answeredFirstBy: null });
    expect(workspace).toEqual({
      answeredFirstBy: "AI_AGENT",
      handoverWaitingSeconds: 0,
      handoverTexts: [{ ...DUTCH, ...NO_PHRASES }],
    });
    const own = { ...DUTCH, language: "de", email: "E-Mail", emailAndPhone: null };
    expect((await set({ handoverTexts: [own] })).workspace.handoverTexts).toEqual([
      { ...own, phone: null },
    ]);
    expect((await set({ handoverTexts: [] })).workspace.handoverTexts).toEqual([]);
    expect((await set({ handoverWaitingSeconds: 604_800 })).workspace).toMatchObject({
      handoverWaitingSeconds: 604_800,
    });
  });

  it("are changed by admins, and read by members and keys that read contacts", async () => {
    const input = { answeredFirstBy: "AGENT" };
    for (const client of [api.here.asAgent, api.here.asKey, await api.here.visitor()]) {
      const { errors } = await client.send(mutation("updateWorkspace"), { input });
      expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
    }
    const query = `{ workspace { ${SETTINGS} } }`;
    for (const client of [api.here.asAgent, await api.here.keyWith(["READ_CONTACTS"])])
      expect((await client.query(query)).workspace.handoverTexts).toEqual([]);
    for (const client of [await api.here.keyWith(["AI_AGENT"]), await api.here.visitor()])
      expect((await client.send(query)).errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
  });
});

describe("bad input", () => {
  const all = () => api.here.asAdmin.query(`{ workspace { name ${SETTINGS} } }`);
  it.each<[string, object, [path: string, problem: string][]]>([
    ["no time at all", { handoverWaitingSeconds: -1 }, [["handoverWaitingSeconds", "MALFORMED"]]],
    [
      "too long a time",
      { handoverWaitingSeconds: 604_801 },
      [["handoverWaitingSeconds", "MALFORMED"]],
    ],
    [
      "no language, and one twice",
      {
        handoverTexts: [
          { ...DUTCH, language: "!" },
          { ...DUTCH, language: "pt-br" },
          { ...DUTCH, language: "pt-BR" },
        ],
      },
      [
        ["handoverTexts.0.language", "MALFORMED"],
        ["handoverTexts.2.language", "REPEATED"],
      ],
    ],
    [
      "texts that say too little or too much",
      {
        handoverTexts: [
          { ...DUTCH, question: "Wie bent u?", again: " ", noted: "{details}", email: "{details}" },
          { ...DUTCH, language: "de", thanks: `{details}${"x".repeat(1000)}`, phone: "" },
        ],
      },
      [
        ["handoverTexts.0.question", "MALFORMED"],
        ["handoverTexts.0.again", "BLANK"],
        ["handoverTexts.0.noted", "MALFORMED"],
        ["handoverTexts.0.email", "MALFORMED"],
        ["handoverTexts.1.thanks", "TOO_LONG"],
        ["handoverTexts.1.phone", "BLANK"],
      ],
    ],
    [
      "too many languages",
      {
        handoverTexts: Array.from({ length: 51 }, (_, n) => ({
          ...DUTCH,
          language: `nl-x-n${n}`,
        })),
      },
      [["handoverTexts", "TOO_LONG"]],
    ],
    [
      "what is no text",
      { handoverTexts: [{ ...DUTCH, noted: "a\u0000b" }] },
      [["handoverTexts.0.noted", "ILL_ENCODED"]],
    ],
  ])(
    "is refused by its place, all at once, and nothing is written: %s",
    async (_case, input, problems) => {
      const settings = await all();
      const answer = await set({ name: "Not this", ...input });
      expect(answer.code).toBe("INVALID_INPUT");
      expect(answer.problems).toEqual(problems.map(([path, problem]) => ({ path, problem })));
      expect(await all()).toEqual(settings);
    },
  );

  it("of the wrong shape is an error before anything runs", async () => {
    for (const input of [
      { answeredFirstBy: "NOBODY" },
      { handoverWaitingSeconds: 1.5 },
      { handoverWaitingSeconds: 2 ** 40 },
      { handoverTexts: [{ language: "nl" }] },
    ]) {
      const { errors } = await api.here.asAdmin.send(mutation("updateWorkspace"), { input });
      expect(errors?.length).toBeGreaterThan(0);
      expect(errors?.[0]?.extensions?.code).not.toBe("INTERNAL_SERVER_ERROR");
    }
  });
});

describe("a change counts for what happens after it", () => {
  const stateOf = async (id: string) => (await read(api.here.asAgent, id)).state;

  it("who is first: conversations that are opened then", async () => {
    await set({ answeredFirstBy: "AGENT" });
    const before = await newConversation(api.here);
    await set({ answeredFirstBy: "AI_AGENT" });
    const after = await newConversation(api.here);
    expect(await stateOf(before.conversationId)).toBe("WAITING_FOR_AGENT");
    expect(await stateOf(after.conversationId)).toBe("WITH_AI");
  });

  it("the waiting time: handovers that are requested then", async () => {
    await set({ answeredFirstBy: "AI_AGENT", handoverWaitingSeconds: 3600 });
    const ai = await api.here.keyWith(["AI_AGENT"]);
    const [one, two] = [await newConversation(api.here), await newConversation(api.here)];
    const waits = async ({ conversationId }: { conversationId: string }) => {
      const { handover } = await read(
        api.here.asAgent,
        conversationId,
        "handover { requestedAt detailsDueAt }",
      );
      return (Date.parse(handover.detailsDueAt) - Date.parse(handover.requestedAt)) / 1000;
    };
    await act(ai, "requestHandover", { conversationId: one.conversationId });
    await set({ handoverWaitingSeconds: 60 });
    await act(ai, "requestHandover", { conversationId: two.conversationId });
    expect([await waits(one), await waits(two)]).toEqual([3600, 60]);
  });

  it("the texts: what is said then, in the visitor's language", async () => {
    await set({ answeredFirstBy: "AI_AGENT", handoverWaitingSeconds: 0, handoverTexts: [DUTCH] });
    const ai = await api.here.keyWith(["AI_AGENT"]);
    const { conversationId } = await newConversation(api.here);
    await act(ai, "requestHandover", { conversationId, language: "nl-BE" });
    const texts = async () =>
      (
        await read(api.here.asAgent, conversationId, "messages { nodes { text } }")
      ).messages.nodes.map(({ text }: { text: string }) => text);
    await expect.poll(async () => (await texts()).length, { timeout: 20_000 }).toBe(2);
    // The phrase is built in for no Dutch, so it is the English one.
    expect((await texts())[1]).toBe(
      "Niemand is vrij. Mogen wij uw email address and phone number?",
    );
  });
});
