import { buildClientSchema, getIntrospectionQuery } from "graphql";
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApi } from "../support/api.ts";

let api: Awaited<ReturnType<typeof startApi>>;
let endpoint = "";
beforeAll(async () => {
  api = await startApi({ allowedOrigins: ["https://console.example"] });
  endpoint = `${api.url}/graphql`;
});
afterAll(() => api.stop());

const json = { "content-type": "application/json" };
const post = (body: string, headers: Record<string, string> = json) =>
  fetch(endpoint, { method: "POST", headers, body });

describe("the audits of graphql-http", () => {
  for (const audit of serverAudits({ url: () => endpoint })) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      expect(result.status, "reason" in result ? result.reason : "").toBe("ok");
    });
  }
});

describe("a request with a token that is not good", () => {
  it.each([
    ["no token of ours", "nonsense", "INVALID"],
    ["a key that was never made", `onk_${"0".repeat(64)}_${"A".repeat(43)}`, "INVALID"],
  ])("gets 401 and why: %s", async (_case, token, reason) => {
    const answer = await api.client(token).send("{ __typename }");
    expect(answer).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: "UNAUTHENTICATED", reason } }],
    });
    expect(answer.data).toBeUndefined();
  });

  it("is told what scheme there is", async () => {
    const response = await post('{"query":"{ __typename }"}', {
      ...json,
      authorization: "Basic YWRhOnNlY3JldA==",
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });
});

describe("requests that a page of another origin can send without asking", () => {
  it.each([
    ["text/plain", '{"query":"mutation { __typename }"}'],
    ["application/x-www-form-urlencoded", "query=mutation+%7B+__typename+%7D"],
    [
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    ],
    ["application/graphql", "mutation { __typename }"],
  ])("are refused as %s", async (type, body) => {
    const response = await post(body, { "content-type": type });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "UNSUPPORTED_MEDIA_TYPE" } }],
    });
  });

  it("can't mutate by GET", async () => {
    const response = await fetch(`${endpoint}?query=mutation+%7B+__typename+%7D`);
    expect(response.status).toBe(405);
  });
});

describe("CORS", () => {
  const preflight = (origin: string) =>
    fetch(endpoint, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it("lets in the origins that are configured, without credentials", async () => {
    const { headers } = await preflight("https://console.example");
    expect(headers.get("access-control-allow-origin")).toBe("https://console.example");
    expect(headers.get("access-control-allow-headers")).toContain("authorization");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toContain("Origin");
  });

  it("lets in no others", async () => {
    const { headers } = await preflight("https://evil.example");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    const response = await post('{"query":"{ __typename }"}', {
      ...json,
      origin: "https://evil.example",
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("limits", () => {
  const codes = async (query: string) =>
    (await api.here.asAgent.send(query)).errors?.map((error) => error.extensions?.code);

  it("refuses a body of a megabyte", async () => {
    const response = await post(JSON.stringify({ query: `{ __typename } #${"x".repeat(1e6)}` }));
    expect(response.status).toBe(413);
  });

  it("refuses several operations in one request", async () => {
    const response = await post('[{"query":"{ __typename }"},{"query":"{ __typename }"}]');
    expect(response.status).toBe(400);
  });

  it("refuses a hundred aliases", async () => {
    const aliases = Array.from({ length: 100 }, (_, n) => `a${n}: __typename`).join(" ");
    expect(await codes(`{ ${aliases} }`)).toEqual(["OPERATION_TOO_BIG"]);
  });

  it("refuses a hundred directives", async () => {
    expect(await codes(`{ __typename ${"@include(if: true) ".repeat(100)} }`)).toContain(
      "OPERATION_TOO_BIG",
    );
  });

  it("refuses what is too deep, also through fragments", async () => {
    const deep = (levels: number): string =>
      levels === 0 ? "id" : `visitors { nodes { contact { ${deep(levels - 1)} } } }`;
    expect(await codes(`{ contacts { nodes { ${deep(5)} } } }`)).toEqual(["OPERATION_TOO_BIG"]);
    expect(
      await codes(`{ contacts { nodes { ...A } } }
        fragment A on Contact { visitors { nodes { contact { ...B } } } }
        fragment B on Contact { visitors { nodes { contact { ...C } } } }
        fragment C on Contact { visitors { nodes { contact { ...D } } } }
        fragment D on Contact { ${deep(2)} }`),
    ).toEqual(["OPERATION_TOO_BIG"]);
  });

  it("refuses fragments that multiply, without counting them one by one", async () => {
    const doubling = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ... on Query { ...F${n + 1} } }`,
    ).join(" ");
    expect(await codes(`{ ...F0 } ${doubling} fragment F40 on Query { a: __typename }`)).toContain(
      "OPERATION_TOO_BIG",
    );
  });

  it("reports fragments that go in circles", async () => {
    const query = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    expect(await codes(query)).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
  });

  it("refuses introspection without end", async () => {
    const inner = "fields { type { fields { type { fields { type { fields { name } } } } } } }";
    expect(await codes(`{ __schema { types { ${inner} } } }`)).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
    ]);
  });

  it("refuses documents of many tokens", async () => {
    const { errors } = await api.here.asAgent.send(`{ ${"__typename ".repeat(5000)} }`);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringMatching(/token/) })]);
  });
});

it("can be discovered: introspection gives the whole schema, without a token", async () => {
  const { data } = await api
    .client(null)
    .send(getIntrospectionQuery({ inputValueDeprecation: true }));
  const schema = buildClientSchema(data);
  expect(schema.getMutationType()?.getFields().identify?.description).toMatch(/who a visitor is/);
});

it("serves GraphiQL without fetching anything from elsewhere", async () => {
  const response = await fetch(endpoint, { headers: { accept: "text/html" } });
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain("GraphiQL");
  expect(html.match(/<(script|link|img)[^>]+(src|href)="?https?:/g)).toBeNull();
});
