import type { MembersResult } from "./change-list-members.ts";
import { commandHead, type IdentityDeps, refuse, type TrustedCaller } from "./identity-command.ts";
import { MOST_PEOPLE, MOST_TAGGINGS, MOST_TAGS, problemOfMany } from "./many-people.ts";

/** Puts tags on many contacts, or takes them off: all of them or none (SPEC 3.10). */
export const changeContactTags =
  (deps: Pick<IdentityDeps, "writer" | "now">) =>
  async (
    caller: TrustedCaller,
    input: {
      readonly add: boolean;
      readonly tagIds: readonly string[];
      readonly contactIds: readonly string[];
    },
  ): Promise<MembersResult> => {
    const tagIds = [...new Set(input.tagIds)];
    const contactIds = [...new Set(input.contactIds)];
    const mostContacts = Math.min(MOST_PEOPLE, Math.floor(MOST_TAGGINGS / (tagIds.length || 1)));
    const problems = [
      problemOfMany("tagIds", tagIds.length, MOST_TAGS),
      problemOfMany("contactIds", contactIds.length, mostContacts),
    ].filter((problem) => problem !== null);
    if (problems.length > 0) return refuse({ code: "INVALID_INPUT", problems });
    const decision = await deps.writer.execute({
      ...commandHead(caller, deps.now()),
      type: "ChangeContactTags",
      add: input.add,
      tagIds,
      contactIds,
    });
    if (decision.outcome === "refused") return refuse(decision.refusal);
    // One contact may have got several tags.
    const changed = new Set(decision.events.map(({ contactId }) => contactId)).size;
    return { ok: true, changed };
  };
