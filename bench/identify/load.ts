import { randomUUID } from "node:crypto";

/** One call of the load: a new visitor that fills in a form. */
export interface FormSubmission {
  readonly visitorId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** One way to do the work, told by its name in the figures. */
export interface Contender {
  readonly name: string;
  identify(submission: FormSubmission): Promise<void>;
}

/** Of ten submissions, three bring an email that is a contact's already, with the same names. */
const KNOWN_OF_TEN = 3;

/** Each contender has people of its own, so that none finds what another made. */
export function createLoad(known: number): (contender: Contender) => FormSubmission {
  let made = 0;
  return (contender) => {
    made += 1;
    const isKnown = known > 0 && made % 10 < KNOWN_OF_TEN;
    const person = isKnown ? `known${(made * 7919) % known}` : `${contender.name}${made}`;
    return {
      visitorId: randomUUID(),
      email: `${person.toLowerCase()}@example.com`,
      firstName: "Ada",
      lastName: "Lovelace",
    };
  };
}

/** Calls per second, as many at a time as there are callers, for at least so long. */
export async function rate(
  contender: Contender,
  next: (contender: Contender) => FormSubmission,
  callers: number,
  millis: number,
): Promise<number> {
  let calls = 0;
  const start = performance.now();
  const call = async () => {
    while (performance.now() - start < millis) {
      await contender.identify(next(contender));
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (calls * 1000) / (performance.now() - start);
}
