import type { IdentifierKind } from "../identity/model.ts";
import { normalizeEmail } from "../identity/normalize/email.ts";
import { normalizePhone } from "../identity/normalize/phone.ts";
import { type ContactResult, runContactCommand } from "./contact-command.ts";
import {
  type IdentityDeps,
  refuseValues,
  type TrustedCaller,
  workspaceOf,
} from "./identity-command.ts";

/** Frees an identifier that a contact kept from earlier (SPEC 3.4), named in any notation. */
export const removeAlternateIdentifier =
  (deps: IdentityDeps) =>
  async (
    caller: TrustedCaller,
    input: {
      readonly contactId: string;
      readonly kind: IdentifierKind;
      readonly value: string;
    },
  ): Promise<ContactResult> => {
    const { contactId, kind } = input;
    const { country } = await workspaceOf(deps, caller);
    const read =
      kind === "email" ? normalizeEmail(input.value) : normalizePhone(input.value, country);
    if (!read.ok) {
      const { problem, message } = read;
      return refuseValues([{ field: kind, path: "value", problem, message }]);
    }
    return runContactCommand(deps, caller, (head) => ({
      ...head,
      type: "RemoveAlternateIdentifier",
      contactId,
      kind,
      value: read.value,
    }));
  };
