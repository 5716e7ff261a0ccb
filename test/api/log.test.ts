import { expect, it } from "vitest";
import { describeError } from "../../src/log.ts";
import { createTestDatabase } from "../support/postgres.ts";

/** SPEC 10: secrets and personal data do not reach logs. */
const secret = "jane@example.org";

it("keeps values out of what is logged of PostgreSQL's errors", async () => {
  const { database, drop } = await createTestDatabase();
  const errors = await Promise.all([
    caught(database.pool.query("select $1::uuid", [secret])),
    caught(database.prisma.member.create({ data: { email: secret } as never })),
    caught(database.prisma.member.findFirst({ where: { workspaceId: secret } })),
  ]);
  for (const error of errors) {
    expect(String((error as Error).message)).toContain(secret);
    expect(JSON.stringify(describeError(error))).not.toContain(secret);
  }
  await drop();
});

async function caught(query: Promise<unknown>): Promise<unknown> {
  return query.then(
    () => expect.fail("no error"),
    (error: unknown) => error,
  );
}
