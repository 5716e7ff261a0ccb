import { describe, expect, it } from "vitest";
import { mayHoldDetails, readDetails } from "../../../src/identity/details/read-details.ts";
import { CORPUS } from "./corpus.ts";

describe("what is sure is found, what is doubtful is asked again, nothing is guessed (SPEC 7.3)", () => {
  it.each(CORPUS)("$language, in $country: $message", ({ country, message, found, doubtful }) => {
    expect(readDetails(message, country)).toEqual({ found, doubtful });
  });

  it("a message that says something may hold details", () => {
    const missed = CORPUS.filter(
      ({ message, found, doubtful }) =>
        !mayHoldDetails(message) && (Object.keys(found).length > 0 || doubtful.length > 0),
    );
    expect(missed).toEqual([]);
  });
});
