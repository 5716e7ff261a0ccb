import type { IdentityEvent } from "../identity/events.ts";
import { type IdentifyInput, identifyCommand } from "./identify-command.ts";
import {
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";

/** What `identify` would do now: the same rules, nothing written. `events` are those that it would append. */
export const previewIdentify =
  (deps: IdentityDeps) =>
  async (
    caller: TrustedCaller,
    input: IdentifyInput,
  ): Promise<
    IdentityResult<{
      /** An id that may not exist yet when `isNewContact`. */
      readonly contactId: string | null;
      readonly isNewContact: boolean;
      readonly events: readonly IdentityEvent[];
    }>
  > => {
    const built = await identifyCommand(deps, caller, input);
    if (!built.ok) return built;
    const decision = await deps.writer.preview(built.command);
    if (decision.outcome === "refused") return refuse(decision.refusal);
    const { events, subject } = decision;
    const isNewContact = events.some((event) => event.kind === "ContactCreated");
    return { ok: true, contactId: subject.contactId, isNewContact, events };
  };
