import {
  commandHead,
  type IdentityDeps,
  type IdentityResult,
  refuse,
  type TrustedCaller,
} from "./identity-command.ts";
import { MOST_PEOPLE, problemOfMany } from "./many-people.ts";

/** `changed`: how many it made a difference for. */
export type MembersResult = IdentityResult<{ readonly changed: number }>;

/** Puts many people on a list, or takes them off it: all of them or none (SPEC 3.11). */
export const changeListMembers =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  async (
    caller: TrustedCaller,
    input: {
      readonly listId: string;
      readonly add: boolean;
      readonly contactIds: readonly string[];
      readonly visitorIds: readonly string[];
    },
  ): Promise<MembersResult> => {
    const contactIds = [...new Set(input.contactIds)];
    const visitorIds = [...new Set(input.visitorIds)];
    const path = contactIds.length >= visitorIds.length ? "contactIds" : "visitorIds";
    const problem = problemOfMany(path, contactIds.length + visitorIds.length, MOST_PEOPLE);
    if (problem) return refuse({ code: "INVALID_INPUT", problems: [problem] });
    const decision = await deps.writer.execute({
      ...commandHead(caller, deps.now()),
      type: "ChangeListMembers",
      listId: input.listId,
      add: input.add,
      contactIds,
      visitorIds,
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    return { ok: true, changed: decision.events.length };
  };
