import { isAccountChannel, isVouchedFor, type Session } from "../session-file.ts";

/**
 * What must come out of a session file, worked out as simply as can be and without the service's rules: who is meant is
 * looked up by canonical email and phone, which the generator knows because it made the notations itself. It covers what
 * generated files hold, no more: nobody is ever proven to be two people here.
 */
export interface Truth {
  session: Session;
  /** The canonical identifiers behind the notations in the session. */
  email?: string;
  phone?: string;
}

export interface Expectation {
  workspaceCountry: string;
  sessions: number;
  contacts: number;
  visitorsLinked: number;
  anonymousVisitors: number;
  openConflicts: number;
  openConflictsByField: Record<string, number>;
}

type Value = string | Record<string, string>;
interface Known {
  main: Map<string, { value: Value; since: number }>;
  open: Map<string, Value>;
  /** The one visitor whose unverified word all identifiers are; null once anything else gave one. */
  onlyWordOf: string | null;
}
interface Seen {
  person: Known | null;
  kept: Map<string, Value>;
}

export function expected(truths: Truth[], workspaceCountry: string): Expectation {
  const owners = new Map<string, Known>();
  const people = new Set<Known>();
  const visitors = new Map<string, Seen>();
  truths.forEach((truth, index) => {
    const { session } = truth;
    const visitor = visitors.get(session.visitor) ?? { person: null, kept: new Map() };
    visitors.set(session.visitor, visitor);
    const keys = { email: truth.email, phone: truth.phone };
    const said = new Map([...visitor.kept, ...canonical(truth)]);
    visitor.person ??=
      owners.get(`email ${keys.email}`) ?? owners.get(`phone ${keys.phone}`) ?? null;
    if (visitor.person === null && !keys.email && !keys.phone) {
      visitor.kept = said;
      return;
    }
    visitor.person ??= {
      main: new Map(),
      open: new Map(),
      onlyWordOf: isVouchedFor(session) ? null : session.visitor,
    };
    people.add(visitor.person);
    visitor.kept = new Map();
    // The service believes the time of trusted callers only; visitors speak when they are heard, after every file's time.
    const heard = session.channel === "FORM" || session.channel === "CHAT";
    const when =
      heard || !session.at
        ? Number.MAX_SAFE_INTEGER - truths.length + index
        : Date.parse(session.at);
    for (const [field, value] of said)
      hear(visitor.person, field, value, { session, when, owners });
  });
  const count: Record<string, number> = {};
  for (const { open } of people)
    for (const field of open.keys()) count[field] = (count[field] ?? 0) + 1;
  const seen = [...visitors.values()];
  return {
    workspaceCountry,
    sessions: truths.length,
    contacts: people.size,
    visitorsLinked: seen.filter((visitor) => visitor.person !== null).length,
    anonymousVisitors: seen.filter((visitor) => visitor.person === null).length,
    openConflicts: Object.values(count).reduce((sum, n) => sum + n, 0),
    openConflictsByField: count,
  };
}

function hear(
  person: Known,
  field: string,
  value: Value,
  { session, when, owners }: { session: Session; when: number; owners: Map<string, Known> },
) {
  const main = person.main.get(field);
  const vouched = isVouchedFor(session);
  const identifier = field === "email" || field === "phone";
  const take = (next: Value) => {
    person.main.set(field, { value: next, since: when });
    if (identifier) owners.set(`${field} ${next}`, person);
    if (identifier && person.onlyWordOf !== session.visitor) person.onlyWordOf = null;
    if (identifier && vouched) person.onlyWordOf = null;
    if (person.open.get(field) === next) person.open.delete(field);
  };
  if (typeof value === "object") {
    const before = (main?.value ?? {}) as Record<string, string>;
    const differing = Object.entries(value).filter(
      ([part, v]) => part in before && before[part] !== v,
    );
    person.main.set(field, { value: { ...value, ...before }, since: main?.since ?? when });
    if (differing.length > 0) person.open.set(field, Object.fromEntries(differing));
    return;
  }
  if (main?.value === value) return;
  const owner = identifier ? owners.get(`${field} ${value}`) : undefined;
  const free = owner === undefined || owner === person;
  if (main === undefined && !identifier) take(value);
  else if (main === undefined && free && (vouched || person.onlyWordOf === session.visitor))
    take(value);
  else if (main && free && isAccountChannel(session.channel) && vouched) {
    if (when > main.since) take(value);
  } else person.open.set(field, value);
}

/** The claims without notation: identifiers as the generator knows them, texts without case, spaces and composition. */
function canonical({ session, email, phone }: Truth): [string, Value][] {
  const fold = (text: string) =>
    text.normalize("NFC").trim().replace(/\s+/g, " ").toUpperCase().toLowerCase();
  return Object.entries({ ...session.claims, email, phone }).flatMap(
    ([field, value]): [string, Value][] => {
      if (value === undefined) return [];
      if (typeof value === "string") return [[field, fold(value)]];
      return [
        [field, Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fold(String(v))]))],
      ];
    },
  );
}
