/**
 * Makes demo/data/sessions.jsonl and what must come out of it, demo/data/sessions.expected.json:
 * `npx tsx demo/generate-sessions.ts [folder] [seed]`. The same seed makes the same files.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  anyCase,
  anyEmailNotation,
  anyPhoneNotation,
  makePerson,
  mistyped,
  type Person,
  pick,
  seeded,
} from "./generate/people.ts";
import { expected, type Truth } from "./generate/reference.ts";
import type { SessionAddress, SessionChannel, SessionClaims } from "./session-file.ts";

const random = seeded(Number(process.argv[3] ?? 20260105));
const start = Date.parse("2026-02-02T08:00:00.000Z");
const truths: Truth[] = [];
let visitors = 0;
const newVisitor = () => `visitor-${String(++visitors).padStart(3, "0")}`;
const often = (share: number) => random() < share;

interface Saying {
  visitor?: string;
  channel: SessionChannel;
  email?: string;
  phone?: string;
  claims?: SessionClaims;
  /** Minutes before or after the session's place in the file: sessions are not always in the order of their time. */
  shift?: number;
}
function says({ visitor = newVisitor(), channel, email, phone, claims = {}, shift = 0 }: Saying) {
  const at = new Date(start + truths.length * 90_000 + shift * 60_000).toISOString();
  const said: SessionClaims = {
    ...(email && { email: anyEmailNotation(random, email) }),
    ...(phone && { phone: anyPhoneNotation(random, phone) }),
    ...claims,
  };
  const kind = channel === "LOGIN" || channel === "PLUGIN" ? "PUSH" : "CONVERSATIONS";
  truths.push({
    session: { visitor, kind, channel, at, claims: said },
    ...(email && { email }),
    ...(phone && { phone }),
  });
}

/** Names and address as somebody types them: parts left out, other notations, now and then a slip. */
function typed(person: Person): SessionClaims {
  const text = (value: string, slips: number) =>
    often(slips) ? mistyped(random, value) : anyCase(random, value);
  const address = Object.fromEntries(
    Object.entries(person.address)
      .filter(([part]) => part === "country" || often(0.7))
      .map(([part, value]) => [part, part === "line1" ? text(value, 0.15) : value]),
  ) as SessionAddress;
  return {
    ...(often(0.85) && { firstName: text(person.firstName, 0.2) }),
    ...(often(0.9) && { lastName: text(person.lastName, 0.2) }),
    ...(often(0.6) && { contactAddress: address }),
  };
}

const channels: SessionChannel[] = [
  ...(["FORM", "FORM", "FORM", "CHAT", "CHAT"] as const),
  ...(["FACEBOOK", "INSTAGRAM", "WHATSAPP", "SMS", "AI_AGENT"] as const),
];
const people = Array.from({ length: 64 }, (_, index) => makePerson(random, index));
const regulars = people.slice(0, 40);
const emailFirst = people.slice(40, 46);
const piecemeal = people.slice(46, 52);
const shoppers = people.slice(52, 64);

// Each in turn, so that people come back while others are served.
for (let round = 0; round < 3; round++)
  for (const person of regulars) {
    if (round > 0 && often(0.35)) continue;
    const both = round === 0 || often(0.5);
    const byPhone = !both && often(0.5);
    says({
      channel: often(0.05) && both ? "AGENT" : pick(random, channels),
      ...((both || !byPhone) && { email: person.email }),
      ...((both || byPhone) && { phone: person.phone }),
      claims: typed(person),
      shift: often(0.2) ? -Math.floor(random() * 600) : 0,
    });
  }

// An email first; the phone is typed by another device, which must not make it a fact.
for (const person of emailFirst) {
  says({ channel: "FORM", email: person.email, claims: typed(person) });
  says({ channel: "CHAT", email: person.email, phone: person.phone, claims: typed(person) });
}

// A name, then an email, then a phone, all from one device: it is one person's own word.
for (const person of piecemeal) {
  const visitor = newVisitor();
  says({ visitor, channel: "CHAT", claims: { firstName: person.firstName } });
  says({ visitor, channel: "CHAT", email: person.email });
  says({ visitor, channel: "CHAT", phone: person.phone, claims: { lastName: person.lastName } });
}

// Customers of a shop, whose plugin vouches: the last update wins, by when it happened.
for (const [index, person] of shoppers.entries()) {
  const { email, phone, firstName, lastName } = person;
  const claims = { firstName, lastName, attributes: { customerNumber: 1000 + index } };
  says({ channel: "PLUGIN", email, phone, claims });
  says({ channel: "LOGIN", email, claims: { lastName: `${lastName}-Married` }, shift: 60 });
  if (index % 3 === 0)
    says({ channel: "LOGIN", email, claims: { lastName: "Stale" }, shift: -3000 });
  if (index % 4 === 0) says({ channel: "FORM", email, claims: { lastName } });
}

// Second addresses, a number shared in a family, people who never say who they are, and push subscribers.
for (const [index, person] of regulars.slice(0, 5).entries())
  says({ channel: "FORM", phone: person.phone, email: `second.${index}@example.com` });
for (const [index, person] of regulars.slice(5, 8).entries())
  says({ channel: "FORM", email: person.email, phone: (regulars[10 + index] as Person).phone });
for (const person of people.slice(0, 6))
  says({ channel: "CHAT", claims: { firstName: person.firstName } });
for (let index = 0; index < 4; index++)
  truths.push({ session: { visitor: newVisitor(), kind: "PUSH", channel: "FORM", claims: {} } });

const folder = process.argv[2] ?? fileURLToPath(new URL("data", import.meta.url));
const lines = truths.map(({ session }) => JSON.stringify(session)).join("\n");
writeFileSync(join(folder, "sessions.jsonl"), `${lines}\n`);
const outcome = expected(truths, "DE");
writeFileSync(join(folder, "sessions.expected.json"), `${JSON.stringify(outcome, null, 2)}\n`);
