// The import rules of docs/architecture.md, "Imports run downward only". Type imports count like any other.
// test/architecture/import-rules.test.ts plants a violation of each rule and sees it caught.

/** What each layer may import from src besides itself. What is not named here, it may not. */
const layers = {
  identity: [],
  conversation: ["identity"],
  csv: ["identity"],
  database: ["identity", "conversation", "csv", "log", "start-problem"],
  auth: ["database", "identity", "conversation", "log"],
  live: ["auth", "database", "identity", "conversation", "log"],
  actions: ["auth", "database", "identity", "conversation", "csv", "log"],
  jobs: ["actions", "auth", "database", "identity", "conversation", "csv", "log"],
  graphql: ["actions", "live", "auth", "database", "identity", "conversation", "csv", "log"],
  http: [
    "graphql",
    "actions",
    "live",
    "auth",
    "database",
    "identity",
    "conversation",
    "csv",
    "log",
    "start-problem",
  ],
};

/** Packages without input or output, all that the rules may use. */
const purePackages = ["libphonenumber-js", "linkifyjs", "validator", "i18n-iso-countries", "tr46"];

/** Files that a command starts, so that nothing imports them. */
const entries = [
  "^src/(main|command|print-schema)\\.ts$",
  "^demo/(main|generate-sessions)\\.ts$",
  "^bench/[^/]+\\.ts$",
  "^test/.+\\.test\\.ts$",
  "^test/.+\\.d\\.ts$",
];

const layerRules = Object.entries(layers).map(([layer, below]) => ({
  name: `${layer}-imports-downward-only`,
  comment: `src/${layer} imports only ${[layer, ...below].join(", ")}.`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...below].join("|")})(/|\\.ts$)` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "identity-uses-pure-packages-only",
      comment: "The rules have no I/O, no clock and no randomness (docs/architecture.md).",
      severity: "error",
      from: { path: "^src/identity/" },
      to: { pathNot: ["^src/", `(^|/)node_modules/(@types/)?(${purePackages.join("|")})/`] },
    },
    {
      name: "conversation-uses-no-packages",
      comment: "As for identity.",
      severity: "error",
      from: { path: "^src/conversation/" },
      to: { pathNot: "^src/" },
    },
    {
      name: "ground-files-stand-alone",
      comment: "Settings, log and start problems are below everything and import no layer.",
      severity: "error",
      from: { path: "^src/(config|log|start-problem)\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(config|log|start-problem)\\.ts$" },
    },
    {
      name: "only-database-and-live-speak-to-postgres",
      comment: "Others get a pool handed in, and may name its type.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(database|live)/" },
      to: {
        path: "(^|/)node_modules/(@types/)?(pg|@prisma/adapter-pg)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "the-job-queue-stays-in-jobs-and-database",
      comment: "Others add jobs as data, with what they write (src/database/save-jobs.ts).",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(jobs|database)/" },
      to: { path: "(^|/)node_modules/(graphile-worker|@graphile)/" },
    },
    {
      name: "graphql-stays-in-graphql-and-http",
      comment:
        "What the service does is independent of how it is asked. GraphQL packages are used by graphql and http alone.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(graphql/|http/|print-schema\\.ts$)" },
      to: {
        path: "(^|/)node_modules/(graphql|graphql-[^/]+|@graphql-[^/]+|@pothos)/",
      },
    },
    {
      name: "only-main-composes-the-app",
      comment: "src/app.ts puts the parts together and src/main.ts starts it.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/main\\.ts$" },
      to: { path: "^src/app\\.ts$" },
    },
    {
      name: "entries-are-not-imported",
      comment: "Files that a command starts run on import.",
      severity: "error",
      from: {},
      to: { path: entries },
    },
    {
      name: "service-imports-no-outsiders",
      comment: "src needs nothing of tests, demo, benchmarks and clients.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|demo|bench|console|sdk)/" },
    },
    {
      name: "outside-programs-use-the-api-only",
      comment: "Demo, console and sdk know the service by its public schema alone.",
      severity: "error",
      from: { path: "^(demo|console|sdk)/" },
      to: { path: "^(src|test|bench|prisma)/" },
    },
    {
      name: "benchmarks-import-no-tests-and-no-demo",
      comment: "A benchmark measures the service, not its test doubles.",
      severity: "error",
      from: { path: "^bench/" },
      to: { path: "^(demo|console|sdk)/|^test/.+\\.test\\.ts$" },
    },
    {
      name: "no-circles",
      comment: "What depends on each other is one thing.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-re-exports",
      comment: "No barrels: import from the file that defines.",
      severity: "error",
      from: { path: "^(src|demo)/", pathNot: "/generated/" },
      to: { dependencyTypes: ["export"] },
    },
    {
      name: "no-orphans",
      comment: "A file that nothing imports is dead, or an entry that is not named above.",
      severity: "error",
      from: { orphan: true, path: "^(src|demo|bench|test)/", pathNot: entries },
      to: {},
    },
    {
      name: "no-unreachable",
      comment:
        "What no command of the service reaches is dead, even when tests or dead files import it.",
      severity: "error",
      from: { path: "^src/(main|command|print-schema)\\.ts$" },
      to: { path: "^src/", pathNot: ["/generated/", ...entries], reachable: false },
    },
    {
      name: "no-unresolvable",
      comment: "An import that resolves to nothing would make every other rule blind.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "service-uses-no-development-packages",
      comment: "`npm ci --omit=dev` must be enough to run the service.",
      severity: "error",
      from: { path: "^src/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg"],
        dependencyTypesNot: ["type-only"],
        pathNot: "(^|/)node_modules/@types/",
      },
    },
  ],
  options: {
    doNotFollow: { path: ["(^|/)node_modules/", "/generated/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
    detectProcessBuiltinModuleCalls: true,
  },
};
