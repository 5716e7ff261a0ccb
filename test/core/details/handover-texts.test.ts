import { describe, expect, it } from "vitest";
import { readHandoverSettings } from "../../../src/actions/handover-settings.ts";
import { createInputReader } from "../../../src/actions/people-input.ts";
import { BUILT_IN_TEXTS } from "../../../src/conversation/handover-languages.ts";
import { type HandoverTexts, handoverText } from "../../../src/conversation/handover-texts.ts";

const built = Object.entries(BUILT_IN_TEXTS);
const own = (language: string, more: Partial<HandoverTexts> = {}): HandoverTexts => ({
  language,
  question: `${language} question {details}`,
  again: `${language} again {details}`,
  thanks: `${language} thanks {details}`,
  noted: `${language} noted`,
  ...more,
});
/** What is refused of a workspace's own texts. */
const problemsOfTexts = (handoverTexts: readonly HandoverTexts[]) => {
  const read = createInputReader();
  readHandoverSettings({ handoverTexts }, read);
  return read.problems;
};

describe("what the AI agent says in the handover", () => {
  it.each(["en", "de", "fr", "es", "it", "pt"])("is built in for %s", (language) => {
    const text = handoverText("question", ["email"], language, []);
    expect(text).toContain(BUILT_IN_TEXTS[language as "en"].email);
    expect(text).not.toContain("{");
  });

  it.each(built)("is what a workspace may set, in %s", (language, texts) => {
    expect(texts.language).toBe(language);
    expect(problemsOfTexts([texts])).toEqual([]);
  });

  it("names what is asked for", () => {
    const say = (...fields: ("email" | "phone")[]) => handoverText("question", fields, "de", []);
    expect(say("email")).toContain(": E-Mail-Adresse.");
    expect(say("phone")).toContain(": Telefonnummer.");
    expect(say("email", "phone")).toContain(": E-Mail-Adresse und Telefonnummer.");
    expect(say("phone", "email")).toBe(say("email", "phone"));
    expect(say("email", "email")).toBe(say("email"));
  });

  it.each(built)("needs no details where nothing is asked, in %s", (language, texts) => {
    expect(handoverText("noted", [], language, [])).toBe(texts.noted);
  });

  it.each([
    ["de", "de"],
    ["DE", "de"],
    ["de-CH-1996", "de"],
    ["pt-BR", "pt-BR"],
    ["pt-br", "pt-BR"],
    ["pt-AO", "pt"],
    ["nl", "en"],
    ["not a tag", "en"],
    ["", "en"],
    [null, "en"],
    ["__proto__", "en"],
    ["constructor", "en"],
  ])("for the language %s it is said in %s", (language, answered) => {
    expect(handoverText("noted", [], language, [])).toBe(
      BUILT_IN_TEXTS[answered as keyof typeof BUILT_IN_TEXTS].noted,
    );
  });

  it.each([
    ["a workspace's own come first", "de", ["de", "fr"], "de noted"],
    ["however their tag is written", "pt-BR", ["PT-br"], "PT-br noted"],
    ["also those for all of a language", "pt-BR", ["pt"], "pt noted"],
    ["the nearer one first", "zh-Hant-TW", ["zh", "zh-Hant"], "zh-Hant noted"],
    ["in languages that are not built in", "nl-BE", ["nl"], "nl noted"],
    ["English ones for all others", "nl", ["en"], "en noted"],
    ["but not for a language that is built in", "de", ["en"], BUILT_IN_TEXTS.de.noted],
    ["nor those for one region for all of it", "de", ["de-CH"], BUILT_IN_TEXTS.de.noted],
  ])("%s", (_, language, tags, text) => {
    const texts = tags.map((tag) => own(tag));
    expect(handoverText("noted", [], language, texts)).toBe(text);
  });

  it("own phrases stand for the details, else those of the language, else the English ones", () => {
    const say = (texts: HandoverTexts) =>
      handoverText("thanks", ["phone"], texts.language, [texts]);
    expect(say(own("nl", { phone: "nummer: $& $1" }))).toBe("nl thanks nummer: $& $1");
    expect(say(own("nl", { phone: null }))).toBe("nl thanks phone number");
    expect(say(own("fr-CA"))).toBe("fr-CA thanks numéro de téléphone");
  });

  it("every place for the details is filled", () => {
    const texts = own("en", { again: "{details}? {details}!" });
    expect(handoverText("again", ["email"], "en", [texts])).toBe("email address? email address!");
  });
});

describe("a workspace's own texts", () => {
  it("are taken", () => {
    const texts = [own("de"), own("pt-BR"), own("nl", { email: "mail", phone: null })];
    expect(problemsOfTexts(texts)).toEqual([]);
    expect(problemsOfTexts([])).toEqual([]);
  });

  it.each([
    ["no tag", { language: "German, please" }, "language", "MALFORMED"],
    ["an empty tag", { language: "" }, "language", "MALFORMED"],
    ["a blank text", { question: " \n" }, "question", "BLANK"],
    ["a blank phrase", { email: "" }, "email", "BLANK"],
    ["a question that asks for nothing", { question: "Hm?" }, "question", "MALFORMED"],
    ["a second question that asks for nothing", { again: "{ details }" }, "again", "MALFORMED"],
    ["thanks for nothing", { thanks: "Thanks!" }, "thanks", "MALFORMED"],
    ["details where none were given", { noted: "Bye {details}" }, "noted", "MALFORMED"],
    ["a phrase within itself", { phone: "{details}" }, "phone", "MALFORMED"],
    ["half a character", { noted: "\ud83d" }, "noted", "ILL_ENCODED"],
    ["a NUL", { thanks: "\u0000{details}" }, "thanks", "ILL_ENCODED"],
    ["a text that is too long", { noted: "x".repeat(1_001) }, "noted", "TOO_LONG"],
  ])("are refused for %s", (_, wrong, name, problem) => {
    expect(problemsOfTexts([own("fr"), own("de", wrong)])).toEqual([
      { path: `handoverTexts.1.${name}`, problem, message: expect.any(String) },
    ]);
  });

  it("may have 1,000 characters, of whatever width", () => {
    expect(problemsOfTexts([own("de", { noted: "😀".repeat(1_000) })])).toEqual([]);
  });

  it("stand once for each language", () => {
    expect(problemsOfTexts([own("pt-BR"), own("de"), own("PT-br")])).toMatchObject([
      { path: "handoverTexts.2.language", problem: "REPEATED" },
    ]);
  });

  it("are for 50 languages at most", () => {
    const all = Array.from({ length: 51 }, (_, index) => own(`de-x-${index}`));
    expect(problemsOfTexts(all)).toMatchObject([{ path: "handoverTexts", problem: "TOO_LONG" }]);
    expect(problemsOfTexts(all.slice(1))).toEqual([]);
  });

  it("are told all that is wrong at once, without repeating it", () => {
    const problems = problemsOfTexts([own("?", { question: "secret", again: "" })]);
    expect(problems.map(({ path }) => path)).toEqual([
      "handoverTexts.0.language",
      "handoverTexts.0.question",
      "handoverTexts.0.again",
    ]);
    expect(JSON.stringify(problems)).not.toContain("secret");
  });
});
