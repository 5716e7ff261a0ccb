import type { Build } from "./load-build.ts";
import { CONFLICT, CONTACT, each, MERGE, rows, SUSPICION, VISITOR, WHOLE } from "./load-columns.ts";
import { conversationParts } from "./load-conversations.ts";
import { groupingParts, memberParts } from "./load-groupings-and-members.ts";
import { MERGED } from "./load-merges.ts";
import type { LoadRequest } from "./load-request.ts";

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * One statement, set-wise, that follows what is named to what it leads to: visitors to their contacts, identifiers to
 * their owners, conflicts to contacts, values and their owners. Its name says its parts, so that each form is parsed
 * and planned once a connection.
 */
export function loadStatement(wanted: LoadRequest): Statement {
  const values: unknown[] = [wanted.workspaceId];
  const value = (array: readonly string[]) => `$${values.push(array)}`;
  const parts: string[] = [];
  const has = (part: string, present: boolean) => {
    if (present) parts.push(part);
    return present;
  };

  const visitorIds = value(wanted.visitorIds);
  const contactIds = value(wanted.contactIds);
  const kinds = value(wanted.identifiers.map((one) => one.kind));
  const keys = value(wanted.identifiers.map((one) => one.value));

  let named = `select v.* from visitor v where v.workspace_id = $1 and v.id = any(${visitorIds}::uuid[])`;
  if (has("senders", wanted.senders.length > 0)) {
    const channels = value(wanted.senders.map((one) => one.channel));
    const addresses = value(wanted.senders.map((one) => one.address));
    named += ` union select v.* from unnest(${channels}::text[], ${addresses}::text[]) s(channel, address)
      ${each("visitor v", "v.sender_channel = s.channel and v.sender_address = s.address")} v`;
  }
  if (has("numbers", wanted.visitorsOfContacts.length > 0)) {
    named += ` union select v.* from chain ${each("visitor v", "v.contact_id = chain.id")} v
      where v.sender_address is not null`;
  }
  if (has("writers", wanted.visitorsOfConversations.length > 0)) {
    named += ` union select v.* from unnest(${value(wanted.visitorsOfConversations)}::uuid[]) t(id)
      ${each("conversation k", "k.id = t.id")} k ${each("visitor v", "v.id = k.visitor_id")} v`;
  }
  const merges = has("merges", wanted.mergeIds.length > 0);
  // Those that were moved and may have left since.
  if (merges) named += ` union ${MERGED.visitors}`;
  const steps = [`named as materialized (${named})`];
  // A contact that was merged leads to the one that survived.
  if (has("chain", wanted.contactIds.length > 0 || merges))
    steps.unshift(`chain as materialized (with recursive chain(id) as (select unnest(${contactIds}::uuid[]) ${
      merges ? `union ${MERGED.contactsOfPairs}` : ""
    } union
      select c.merged_into from chain ${each("contact c", "c.id = chain.id")} c where c.merged_into is not null)
      select id from chain)`);

  let wantedKeys = `select kind, value from unnest(${kinds}::text[], ${keys}::text[]) as given(kind, value)`;
  let reached = `${parts.includes("chain") ? "select id from chain" : `select unnest(${contactIds}::uuid[]) as id`}
    union select contact_id from named where contact_id is not null
    union select contact_id from owned where contact_id is not null`;
  if (merges) {
    steps.unshift(`merges as materialized (select m.* from contact_merge m
      where m.workspace_id = $1 and m.id = any(${value(wanted.mergeIds)}::uuid[]))`);
    wantedKeys += ` union ${MERGED.identifiers}`;
    reached += ` union ${MERGED.contacts}`;
  }
  if (has("conflicts", wanted.conflictIds.length > 0 || merges)) {
    const ofMerges = merges ? ` or f.id in (${MERGED.conflicts})` : "";
    steps.push(`conflicts as materialized (select f.* from conflict f
      where f.workspace_id = $1 and (f.id = any(${value(wanted.conflictIds)}::uuid[])${ofMerges}))`);
    // Either value may become the main one, which takes knowing whose it is (SPEC 5.4).
    wantedKeys += ` union select field, secondary #>> '{}' from conflicts where field in ('email', 'phone')
      union select field, resolution #>> '{main,value}' from conflicts
        where field in ('email', 'phone') and resolution #>> '{main,value}' is not null`;
    reached += " union select contact_id from conflicts";
  }
  steps.push(
    `keys as (${wantedKeys})`,
    `owned as materialized (select i.kind, i.value, i.contact_id, i.member_id from keys
      ${each("identifier i", "i.kind = keys.kind and i.value = keys.value")} i)`,
    `reached as materialized (${reached})`,
  );

  let visitors = `select ${VISITOR} from named v`;
  let contacts = "select id from reached";
  const pairs = wanted.wholeOwnersOf;
  const whole = has("whole", wanted.wholeContactIds.length + pairs.length > 0 || merges);
  if (whole) {
    const emails = value(pairs.map(({ email }) => email));
    const phones = value(pairs.map(({ phone }) => phone));
    steps.push(`whole as materialized (select unnest(${value(wanted.wholeContactIds)}::uuid[]) as id
      ${merges ? `union ${MERGED.contacts}` : ""}
      union select unnest(array[e.contact_id, p.contact_id]) from unnest(${emails}::text[], ${phones}::text[]) g(email, phone)
        join owned e on e.kind = 'email' and e.value = g.email join owned p on p.kind = 'phone' and p.value = g.phone
        where e.contact_id <> p.contact_id)`);
    visitors += ` union all select ${VISITOR} from whole ${each("visitor v", "v.contact_id = whole.id")} v
      where v.id not in (select id from named)`;
    contacts += " union select id from whole";
  }
  // Those that a merge moved and that are somebody else's by now: unlinked is not erased.
  if (merges)
    visitors += ` union all select ${VISITOR} from (${MERGED.visitors}) v
      where v.id not in (select id from named)
        and (v.contact_id is null or v.contact_id not in (select id from whole))`;
  if (has("successors", wanted.successors)) {
    steps.push(`devices as (select unnest(${visitorIds}::uuid[]) as id union select id from named
        union select successor_of_visitor_id from named where successor_of_visitor_id is not null)`);
    steps.push(`successors as materialized (select v.* from devices
      ${each("visitor v", "v.successor_of_visitor_id = devices.id")} v
      where v.successor_of_contact_id in (select id from reached)
      union select v.* from visitor v where v.workspace_id = $1 and v.id = any(array(select id from devices)))`);
    visitors += ` union all select ${VISITOR} from successors v where v.id not in (select id from named)${
      whole ? " and (v.contact_id is null or v.contact_id not in (select id from whole))" : ""
    }`;
    contacts += " union select contact_id from successors where contact_id is not null";
  }

  const results = [
    `w.default_list_id as "defaultListId", h.visitor_number::float8 as "visitorNumber"`,
    rows("visitors", visitors),
    rows(
      "contacts",
      `select ${CONTACT} from (${contacts}) wanted(id) ${each("contact c", "c.id = wanted.id")} c`,
    ),
    rows(
      "owned",
      `select kind, value, contact_id as "contactId", member_id as "memberId" from owned`,
    ),
    rows(
      "suspicions",
      `select ${SUSPICION} from reached ${each("suspected_duplicate s", "s.contact_id = reached.id")} s
       where s.other_contact_id in (select id from reached)${
         whole
           ? ` union select ${SUSPICION} from whole ${each(
               "suspected_duplicate s",
               "(s.contact_id = whole.id or s.other_contact_id = whole.id)",
             )} s`
           : ""
       }${
         has("pairs", wanted.suspicionIds.length > 0)
           ? ` union select ${SUSPICION} from suspected_duplicate s
               where s.workspace_id = $1 and s.id = any(${value(wanted.suspicionIds)}::uuid[])`
           : ""
       }`,
    ),
  ];
  const build: Build = { value, has, steps, results };
  if (whole) results.push(rows("whole", `select ${WHOLE} from whole w`));
  if (merges) results.push(rows("merges", `select ${MERGE} from merges m`));
  groupingParts(wanted, build);
  memberParts(wanted, build, contacts);
  if (parts.includes("conflicts"))
    results.push(rows("conflicts", `select ${CONFLICT} from conflicts f`));
  if (has("imported", wanted.importedConflicts))
    results.push(
      rows(
        "importedConflicts",
        `select ${CONFLICT} from (${contacts}) wanted(id) ${each("conflict f", "f.contact_id = wanted.id")} f
         where f.channel = 'IMPORT' order by f.id`,
      ),
    );
  conversationParts(wanted, build);
  if (has("proofs", wanted.proofIds.length > 0)) {
    results.push(
      `(select coalesce(json_agg(p.id), '[]') from used_proof p
        where p.workspace_id = $1 and p.id = any(${value(wanted.proofIds)}::text[])) as proofs`,
    );
  }

  return {
    // PostgreSQL tells names apart by their first 63 bytes, so no two parts begin with the same three letters.
    name: `load-${parts.map((part) => part.slice(0, 3)).join("")}`,
    text: `with ${steps.join(",\n")}
      select ${results.join(",\n")}
      from workspace w join workspace_head h on h.workspace_id = w.id where w.id = $1`,
    values,
  };
}
