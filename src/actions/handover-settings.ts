import { type HandoverTexts, problemsOfTexts } from "../conversation/handover-texts.ts";
import type { createInputReader } from "./people-input.ts";

/** What a workspace sets for its conversations (SPEC 7.3). By field: what is not named stays. */
export interface HandoverSettingsInput {
  readonly answeredFirstBy?: "AGENT" | "AI_AGENT" | null | undefined;
  readonly handoverWaitingSeconds?: number | null | undefined;
  readonly handoverTexts?: readonly HandoverTexts[] | null | undefined;
}

/** A week: whoever waits longer is not waiting. */
const LONGEST_WAIT = 604_800;

/** The columns that change. What is wrong is left with the reader. */
export function readHandoverSettings(
  { answeredFirstBy, handoverWaitingSeconds, handoverTexts }: HandoverSettingsInput,
  read: ReturnType<typeof createInputReader>,
) {
  const wait = handoverWaitingSeconds ?? 0;
  if (!Number.isInteger(wait) || wait < 0 || wait > LONGEST_WAIT)
    read.wrong("handoverWaitingSeconds", "MALFORMED", `From 0 to ${LONGEST_WAIT} seconds.`);
  for (const { path, problem, message } of problemsOfTexts(handoverTexts ?? []))
    read.wrong(path, problem, message);
  return {
    ...(answeredFirstBy != null && { answeredFirstBy }),
    ...(handoverWaitingSeconds != null && { handoverWaitingSeconds }),
    ...(handoverTexts != null && {
      handoverTexts: handoverTexts.map(
        ({ language, question, again, thanks, noted, email, phone, emailAndPhone }) => ({
          language,
          question,
          again,
          thanks,
          noted,
          email: email ?? null,
          phone: phone ?? null,
          emailAndPhone: emailAndPhone ?? null,
        }),
      ),
    }),
  };
}
