import { builder } from "../builder.ts";
import { ofWorkspace } from "../of-workspace.ts";

builder.prismaNode("Tag", {
  name: "Tag",
  description:
    "A word of the business for some of its contacts. Admins make it; whoever works with contacts puts it on them.",
  id: { resolve: (tag) => tag.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name. Example: `VIP`." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
  }),
});
