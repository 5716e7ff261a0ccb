import { describe, expect, it } from "vitest";
import { decodeId, encodeId, ID_TYPES, parseId } from "../../src/auth/global-id.ts";

const uuid = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

describe("an opaque id", () => {
  it("comes back as the type and uuid that it was made of, for every type", () => {
    for (const type of ID_TYPES) {
      const id = encodeId(type, uuid);
      expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(parseId(id)).toEqual({ type, uuid });
      expect(decodeId(type, id)).toBe(uuid);
    }
  });

  it("of another type is no id", () => {
    expect(decodeId("Contact", encodeId("AnonymousVisitor", uuid))).toBeNull();
  });

  const encoded = (text: string) => Buffer.from(text).toString("base64url");
  it.each([
    ["nothing", ""],
    ["a bare uuid", uuid],
    ["an unknown type", encoded(`Person:${uuid}`)],
    ["a type in other case", encoded(`contact:${uuid}`)],
    ["an upper-case uuid", encoded(`Contact:${uuid.toUpperCase()}`)],
    ["a uuid without hyphens", encoded(`Contact:${uuid.replaceAll("-", "")}`)],
    ["something behind the uuid", encoded(`Contact:${uuid}\n`)],
    ["padding", Buffer.from(`Contact:${uuid}`).toString("base64").replace(/=*$/, "==")],
    [
      "characters that decoding skips",
      `${encodeId("Contact", uuid).slice(0, 8)}!${encodeId("Contact", uuid).slice(8)}`,
    ],
    ["white space around it", ` ${encodeId("Contact", uuid)}`],
    ["a long text", encodeId("Contact", uuid).repeat(1000)],
    ["text that is not ASCII", "Кontact"],
  ])("is not %s", (_, id) => {
    expect(parseId(id)).toBeNull();
    expect(decodeId("Contact", id)).toBeNull();
  });

  it("has one spelling: unused bits of the last character don't make a second", () => {
    const id = encodeId("Workspace", uuid); // 46 bytes: the last character carries four unused bits
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const others = [...last].map((character) => id.slice(0, -1) + character);
    expect(others.filter((other) => decodeId("Workspace", other) === uuid)).toEqual([id]);
  });
});
