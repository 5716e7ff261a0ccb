import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";

describe("settings", () => {
  it("have defaults for everything, and an empty variable counts as unset", () => {
    expect(readConfig({})).toEqual(readConfig({ PORT: "", DATABASE_URL: "", ALLOWED_ORIGINS: "" }));
    expect(readConfig({})).toMatchObject({ port: 4000, databaseUrl: null, allowedOrigins: [] });
  });

  it.each([
    ["PORT", "70000", "PORT must be from 0 to 65535"],
    ["PORT", "-1", "PORT must be a whole number"],
    ["DATABASE_URL", "localhost/shop", "DATABASE_URL must be a URL like"],
    ["POOL_SIZE", "1", "POOL_SIZE must be from 2 to 500"],
    ["LOG_LEVEL", "loud", "LOG_LEVEL must be one of"],
    ["ALLOWED_ORIGINS", "https://a.example/path", "ALLOWED_ORIGINS must be origins"],
    ["ALLOWED_ORIGINS", "*", "ALLOWED_ORIGINS must be origins"],
    ["EVENT_RETENTION_DAYS", "0", "EVENT_RETENTION_DAYS must be from 1"],
  ])("%s=%s is refused by name", (name, value, words) => {
    expect(() => readConfig({ [name]: value })).toThrow(words);
  });

  it("take several origins", () => {
    const { allowedOrigins } = readConfig({
      ALLOWED_ORIGINS: "https://a.example, http://localhost:3000",
    });
    expect(allowedOrigins).toEqual(["https://a.example", "http://localhost:3000"]);
  });
});
