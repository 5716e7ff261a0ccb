import { builder } from "../builder.ts";
import { Viewer } from "../types/viewer.ts";

builder.queryField("viewer", (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: "Whoever the token speaks for; null without a token.",
    resolve: (_root, _args, { caller }) => (caller.type === "nobody" ? null : caller),
  }),
);
