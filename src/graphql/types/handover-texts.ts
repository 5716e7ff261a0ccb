import type { HandoverTexts as Texts } from "../../conversation/handover-texts.ts";
import { builder } from "../builder.ts";

const SENTENCES = {
  question:
    "Nobody is free: asks how to reach the visitor. `{details}` stands for what is asked for.",
  again: "What was written could not be read: asks once more for `{details}`.",
  thanks: "Says that `{details}` are noted.",
  noted: "Nobody is free, and the visitor's details are known already: nothing is asked for.",
} as const;
const PHRASES = {
  email: "What stands for `{details}` where it is the email address.",
  phone: "What stands for `{details}` where it is the phone number.",
  emailAndPhone: "What stands for `{details}` where it is both.",
} as const;
const BUILT_IN = "Null: as built in for the language, else in English.";

export const HandoverTexts = builder.objectRef<Texts>("HandoverTexts").implement({
  description:
    "What an AI agent says in one language when it asked for a person and nobody came. Built in are English, German, French, Italian, Spanish and Portuguese; a workspace's own texts come before them. The visitor's language is looked for as its whole tag, then as ever less of it (`pt-BR`, `pt`), then English.",
  fields: (t) => ({
    language: t.exposeString("language", { description: "A BCP 47 tag. Example: `pt-BR`." }),
    question: t.exposeString("question", { description: SENTENCES.question }),
    again: t.exposeString("again", { description: SENTENCES.again }),
    thanks: t.exposeString("thanks", { description: SENTENCES.thanks }),
    noted: t.exposeString("noted", { description: SENTENCES.noted }),
    email: t.string({
      nullable: true,
      description: `${PHRASES.email} ${BUILT_IN}`,
      resolve: ({ email }) => email ?? null,
    }),
    phone: t.string({
      nullable: true,
      description: `${PHRASES.phone} ${BUILT_IN}`,
      resolve: ({ phone }) => phone ?? null,
    }),
    emailAndPhone: t.string({
      nullable: true,
      description: `${PHRASES.emailAndPhone} ${BUILT_IN}`,
      resolve: ({ emailAndPhone }) => emailAndPhone ?? null,
    }),
  }),
});

export const HandoverTextsInput = builder.inputType("HandoverTextsInput", {
  description:
    "What an AI agent says in one language. Each text has 1 to 1,000 characters; `{details}` stands in `question`, `again` and `thanks`, and nowhere else.",
  fields: (t) => ({
    language: t.string({
      required: true,
      description: "A BCP 47 tag, each language once. Example: `pt-BR`.",
    }),
    question: t.string({ required: true, description: SENTENCES.question }),
    again: t.string({ required: true, description: SENTENCES.again }),
    thanks: t.string({ required: true, description: SENTENCES.thanks }),
    noted: t.string({ required: true, description: SENTENCES.noted }),
    email: t.string({ description: `${PHRASES.email} ${BUILT_IN}` }),
    phone: t.string({ description: `${PHRASES.phone} ${BUILT_IN}` }),
    emailAndPhone: t.string({ description: `${PHRASES.emailAndPhone} ${BUILT_IN}` }),
  }),
});
